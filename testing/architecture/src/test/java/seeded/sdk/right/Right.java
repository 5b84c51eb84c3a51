package seeded.sdk.right;

import seeded.sdk.left.Left;

/// Half of a cycle.
public final class Right {
    static Class<?> other() {
        return Left.class;
    }
}
