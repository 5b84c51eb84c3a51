package xyz.blueblocks.localstack;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The daemon's own program: starts a stack, tells its launcher how it goes, and holds it until
/// somebody stops it.
final class SupervisorMain {
    private static final Logger LOG = Logger.getLogger(SupervisorMain.class.getName());

    private SupervisorMain() {}

    /// Runs until the stack is stopped.
    ///
    /// @param args as [StackSettings#arguments()] writes them
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        CountDownLatch kept = new CountDownLatch(1);
        Thread.ofPlatform().name("launcher-watch").daemon().start(() -> watchLauncher(kept));
        RunningStack stack;
        try {
            stack =
                    RunningStack.start(
                            StackSettings.parse(List.of(args)),
                            (id, state, since) -> tell(out, id, state, since));
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "the stack could not be started", e);
            StackException told =
                    e instanceof StackException known
                            ? known
                            : new StackException("The stack could not be started.", e);
            out.println(StackDaemon.FAILED + told.line());
            System.exit(1);
            return;
        }
        out.println(StackDaemon.READY);
        kept.await();
        stack.awaitClose();
        System.exit(0);
    }

    private static void tell(PrintStream out, ServiceId id, ServiceState state, Duration since) {
        if (state == ServiceState.NOT_READY) return; // a person waits for what is ready or fails
        double seconds = since.toMillis() / 1000.0;
        out.println(
                String.format(
                        Locale.ROOT,
                        "%-12s %-10s %5.1f s",
                        id,
                        state.name().toLowerCase(Locale.ROOT),
                        seconds));
    }

    /// The launcher says that it is content, or goes away without: then nothing may stay.
    private static void watchLauncher(CountDownLatch kept) {
        try {
            if (System.in.read() == StackDaemon.KEEP) {
                kept.countDown();
                return;
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "launcher's pipe broke", e);
        }
        System.exit(1); // the shutdown hook stops what has begun
    }
}
