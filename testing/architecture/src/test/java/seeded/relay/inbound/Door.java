package seeded.relay.inbound;

import seeded.relay.outbound.Store;

/// Knows its stranger.
public final class Door {
    static Class<?> stranger() {
        return Store.class;
    }
}
