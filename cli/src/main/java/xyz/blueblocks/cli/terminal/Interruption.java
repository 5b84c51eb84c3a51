package xyz.blueblocks.cli.terminal;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Does something tidy when a person types Ctrl-C, or a signal asks the process to end.
public final class Interruption {
    private static final long TIDY_SECONDS = 3;

    private Interruption() {}

    /// Runs `work`; when the process is asked to end meanwhile, `tidy` runs and `work` gets a few
    /// seconds to return.
    public static <T> T tidying(Runnable tidy, Callable<T> work) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Thread hook =
                new Thread(
                        () -> {
                            tidy.run();
                            await(done);
                        },
                        "bb-interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.call();
        } finally {
            done.countDown();
            release(hook);
        }
    }

    private static void release(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook runs.
        }
    }

    private static void await(CountDownLatch done) {
        try {
            boolean tidy = done.await(TIDY_SECONDS, TimeUnit.SECONDS);
            if (!tidy) return; // it had its time; the process ends
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
