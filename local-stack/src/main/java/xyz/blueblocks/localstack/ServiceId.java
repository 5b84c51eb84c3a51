package xyz.blueblocks.localstack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One process of a stack: `relay-2`, or just `postgres` where there is one.
///
/// @param kind what it is
/// @param number 1 up to the replicas of the kind
public record ServiceId(ServiceKind kind, int number) implements Comparable<ServiceId> {
    private static final Comparator<ServiceId> ORDER =
            Comparator.comparing(ServiceId::kind).thenComparing(ServiceId::number);

    public ServiceId {
        if (number < 1 || number > kind.replicas()) {
            throw new IllegalArgumentException(
                    "number: " + number + " (want 1.." + kind.replicas() + ")");
        }
    }

    /// All of a full stack, in the order of [ServiceKind].
    public static List<ServiceId> all() {
        List<ServiceId> all = new ArrayList<>();
        for (ServiceKind kind : ServiceKind.values()) {
            for (int number = 1; number <= kind.replicas(); number++)
                all.add(new ServiceId(kind, number));
        }
        return all;
    }

    /// The service people call `name`.
    public static Optional<ServiceId> parse(String name) {
        return all().stream().filter(id -> id.name().equals(name)).findFirst();
    }

    public String name() {
        return kind.replicas() == 1 ? kind.word() : kind.word() + "-" + number;
    }

    @Override
    public int compareTo(ServiceId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return name();
    }
}
