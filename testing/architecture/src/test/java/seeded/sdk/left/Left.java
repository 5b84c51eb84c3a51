package seeded.sdk.left;

import seeded.sdk.right.Right;

/// Half of a cycle.
public final class Left {
    static Class<?> other() {
        return Right.class;
    }
}
