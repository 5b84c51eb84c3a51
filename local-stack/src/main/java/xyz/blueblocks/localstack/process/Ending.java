package xyz.blueblocks.localstack.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import xyz.blueblocks.localstack.state.ProcessIdentity;

/// Ends processes, ours or those of a run before, and no other: the identity is compared right
/// before each signal.
public final class Ending {
    private static final Logger LOG = Logger.getLogger(Ending.class.getName());

    /// A killed process is gone as soon as the kernel gets to it.
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    private static final Duration LOOK_EVERY = Duration.ofMillis(15);

    private Ending() {}

    /// Asks, waits up to `limit`, then kills.
    ///
    /// @return whether the process went by itself
    public static boolean end(ProcessIdentity process, StopSignal signal, Duration limit) {
        Optional<ProcessHandle> handle = process.handle();
        if (handle.isEmpty()) return true;
        ask(handle.get(), signal);
        if (awaitEnd(process, limit)) return true;
        LOG.log(
                Level.WARNING,
                "process={0} did not end in {1} and is killed",
                new Object[] {process.pid(), limit});
        kill(process);
        return false;
    }

    /// Ends a process at once and waits until it is gone.
    public static void kill(ProcessIdentity process) {
        process.handle()
                .ifPresent(handle -> {
                    handle.destroyForcibly();
                    awaitEnd(process, KILL_LIMIT);
                });
    }

    private static void ask(ProcessHandle handle, StopSignal signal) {
        switch (signal) {
            case TERM -> handle.destroy();
            case INT -> interrupt(handle);
        }
    }

    /// Java has no call for SIGINT; every POSIX shell has.
    private static void interrupt(ProcessHandle handle) {
        try {
            Process kill =
                    new ProcessBuilder(
                                    "/bin/sh",
                                    "-c",
                                    "kill -INT \"$1\"",
                                    "sh",
                                    Long.toString(handle.pid()))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) handle.destroy();
        } catch (IOException e) {
            handle.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            handle.destroy();
        }
    }

    /// Waits until a process is gone, and says whether it is. Looks every few milliseconds: for a
    /// process that is not a child the operating system tells nobody, and what Java offers instead
    /// looks less and less often.
    public static boolean awaitEnd(ProcessIdentity process, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (process.isAlive()) {
            if (System.nanoTime() - deadline > 0) return false;
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
