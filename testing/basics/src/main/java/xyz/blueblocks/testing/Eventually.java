package xyz.blueblocks.testing;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// Waits for what another thread or process brings about.
///
/// The deadline only ends a test that has failed already: it is generous, since a test machine may
/// be busy with much else.
public final class Eventually {
    private static final long DEADLINE_SECONDS = 60;
    private static final long PAUSE_NANOS = 1_000_000;

    private Eventually() {}

    /// Returns when `holds` does.
    ///
    /// @param what for the error: what ought to become so
    /// @throws AssertionError when it does not within a minute
    public static void holds(String what, Callable<Boolean> holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!now(what, holds)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(what + ": not within " + DEADLINE_SECONDS + " s");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /// The next element that comes.
    ///
    /// @throws AssertionError when none does within a minute
    public static <T> T next(String what, BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError(what + ": none within " + DEADLINE_SECONDS + " s");
        }
        return next;
    }

    /// What a stage completes with.
    ///
    /// @throws AssertionError when it does not within a minute
    /// @throws ExecutionException when it fails
    public static <T> T done(String what, CompletionStage<T> stage)
            throws InterruptedException, ExecutionException {
        try {
            return stage.toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(what + ": not within " + DEADLINE_SECONDS + " s", e);
        }
    }

    private static boolean now(String what, Callable<Boolean> holds) {
        try {
            return holds.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(what, e);
        }
    }
}
