package xyz.blueblocks.sdk.circuit;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Keeps a client with much to send from hammering a peer that is down.
///
/// Closed until three attempts in a row have failed, then open: nobody tries for half a second.
/// Then half-open: one may try, and all others wait for what comes of that; each failure doubles
/// the pause up to two seconds, a success closes it. A quarter of a pause is chance, so that the
/// clients of a relay that went down do not come back together. Safe for threads.
///
/// Source: row C23.
final class Breaker {
    private static final int FAILURES = 3;
    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(500).toNanos();
    private static final int MOST_DOUBLINGS = 2;

    private int failures;
    private long closedUntilNanos;
    private boolean trying;

    /// Whether one more attempt may be made now; who is let in says what came of it.
    synchronized boolean admits(long nowNanos) {
        if (failures < FAILURES) {
            return true;
        }
        if (trying || nowNanos - closedUntilNanos < 0) {
            return false;
        }
        trying = true;
        return true;
    }

    /// An attempt failed.
    synchronized void failed(long nowNanos, RandomGenerator random) {
        failures++;
        trying = false;
        int doublings = Math.clamp(failures - FAILURES, 0, MOST_DOUBLINGS);
        long pause = FIRST_PAUSE_NANOS << doublings;
        closedUntilNanos = nowNanos + pause - pause / 4 + random.nextLong(pause / 4 + 1);
    }
}
