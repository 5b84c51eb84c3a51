package seeded.wire;

import seeded.sdk.left.Left;

final class Upwards {
    private Upwards() {}

    static Class<?> above() {
        return Left.class;
    }
}
