package xyz.blueblocks.relay.config;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import xyz.blueblocks.link.LinkServer;
import xyz.blueblocks.relay.core.RelayCore;
import xyz.blueblocks.relay.outbound.ReportWriter;

/// How a relay takes its leave (row C29): no new sockets, every client told where else to go,
/// planners told that nobody is attached here any more; then circuits have a while to end, and what
/// is left of them is closed with a word, so that no sender waits for a relay that is gone.
///
/// @param loop where core lives
/// @param core of the relay
/// @param server that accepts links
/// @param rounds beside the links
/// @param reports to planners
record RelayFarewell(
        RelayLoop loop,
        RelayCore core,
        LinkServer server,
        RelayRounds rounds,
        ReportWriter reports) {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /// A relay that leaves a crowded machine still says good-bye; one whose loop hangs does not
    /// wait.
    private static final long ANSWER_SECONDS = 5;

    private static final System.Logger LOG = System.getLogger(RelayFarewell.class.getName());

    /// Returns when no circuit is left, after `drain` at the latest.
    void take(Duration drain) {
        server.stopAccepting();
        try {
            long deadline = System.nanoTime() + drain.toNanos();
            await(() -> core.leave(Math.toIntExact(drain.toSeconds())));
            rounds.beatNow();
            report();
            while (System.nanoTime() < deadline && !isIdle()) {
                Thread.sleep(LOOK_EVERY);
            }
            await(core::endCircuits);
            report();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            // What is left to do needs no loop.
            LOG.log(System.Logger.Level.WARNING, "the loop does not answer any more", e);
        }
    }

    private void await(Runnable task)
            throws InterruptedException, ExecutionException, TimeoutException {
        loop.run(task).toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    private boolean isIdle() throws InterruptedException, ExecutionException, TimeoutException {
        return loop.call(core::idle).toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    private void report() throws InterruptedException, ExecutionException, TimeoutException {
        reports.write(
                loop.call(core::report).toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS),
                false);
    }
}
