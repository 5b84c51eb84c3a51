package seeded.planner;

import seeded.relay.inbound.Door;

final class Neighbour {
    private Neighbour() {}

    static Class<?> stranger() {
        return Door.class;
    }
}
