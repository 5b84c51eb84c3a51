package xyz.blueblocks.relay.outbound;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Something done again and again on a virtual thread of its own, until it is closed.
///
/// A round that fails is logged by its kind and tried again after a pause that doubles up to
/// fifteen seconds, so that a herd of relays does not fall on a discovery that has just come back.
public final class Rounds implements AutoCloseable {
    /// One round.
    @FunctionalInterface
    public interface Round {
        /// Does it.
        ///
        /// @return how long to wait before the next
        Duration run() throws Exception;
    }

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final System.Logger LOG = System.getLogger(Rounds.class.getName());

    private final String name;
    private final Round round;
    private final Thread thread;
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean closed;

    private Rounds(String name, Round round) {
        this.name = name;
        this.round = round;
        thread = Thread.ofVirtual().name("relay-" + name).unstarted(this::go);
    }

    /// Begins at once.
    public static Rounds start(String name, Round round) {
        Rounds rounds = new Rounds(name, round);
        rounds.thread.start();
        return rounds;
    }

    private void go() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            Duration wait;
            try {
                wait = round.run();
                pause = FIRST_PAUSE;
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0}: {1}, again in {2}",
                        name,
                        e.getMessage(),
                        pause);
                wait = pause;
                pause = pause.multipliedBy(2);
                pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            }
            try {
                if (woken.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                    woken.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /// Makes the next round come now. A round that is going on is followed by another.
    public void wake() {
        woken.release();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
