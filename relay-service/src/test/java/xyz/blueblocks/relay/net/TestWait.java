package xyz.blueblocks.relay.net;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Waiting for what another thread does.
final class TestWait {
    private TestWait() {}

    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within 60 s");
            }
            Thread.onSpinWait();
        }
    }
}
