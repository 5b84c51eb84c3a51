package xyz.blueblocks.localstack;

import java.util.Locale;

/// What runs in a stack. The order is the order of need: a service needs only what stands before
/// it, and the stack stops in reverse.
public enum ServiceKind {
    POSTGRES(1),
    KAFKA(1),
    DISCOVERY(2),
    PLANNER(2),
    AUDIT(1),
    /// Four: a receiver is attached to two, and a route's first hop should be neither.
    RELAY(4);

    private final int replicas;

    ServiceKind(int replicas) {
        this.replicas = replicas;
    }

    /// How many of it a full stack has.
    public int replicas() {
        return replicas;
    }

    /// Whether it stores or carries what the services of this project have to say.
    public boolean isInfrastructure() {
        return this == POSTGRES || this == KAFKA;
    }

    /// In lower case, as it stands in names and files.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
