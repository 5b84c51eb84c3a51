package seeded.relay.outbound;

import seeded.relay.inbound.Door;

/// Knows its stranger.
public final class Store {
    static Class<?> stranger() {
        return Door.class;
    }
}
