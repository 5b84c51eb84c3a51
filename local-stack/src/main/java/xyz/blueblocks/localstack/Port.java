package xyz.blueblocks.localstack;

import java.util.List;

/// A port that services of some kind listen on.
public enum Port {
    SQL(5432),
    KAFKA(9092),
    /// The broker's own controller; nothing else connects to it.
    CONTROLLER(9093),
    /// REST API, health and metrics.
    HTTPS(8443),
    /// Relay links, raw TLS and WebSocket on one port.
    LINK(4443);

    private final int usual;

    Port(int usual) {
        this.usual = usual;
    }

    /// Taken if it is free.
    public int usual() {
        return usual;
    }

    static List<Port> of(ServiceKind kind) {
        return switch (kind) {
            case POSTGRES -> List.of(SQL);
            case KAFKA -> List.of(KAFKA, CONTROLLER);
            case DISCOVERY, PLANNER, AUDIT -> List.of(HTTPS);
            case RELAY -> List.of(HTTPS, LINK);
        };
    }
}
