package xyz.blueblocks.audit.inbound;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what another thread or process brings about.
public final class Await {
    private Await() {}

    /// Returns when `condition` holds.
    ///
    /// @throws AssertionError when it does not within `patience`
    public static void until(String what, Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what + ": not within " + patience);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }
}
