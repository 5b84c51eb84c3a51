package xyz.blueblocks.link;

/// When to ask a silent peer whether it is there, and when to give it up.
///
/// Time is an argument, in nanoseconds of any monotonic clock. Not safe for threads.
final class Keepalive {
    /// Two unanswered PINGs end a link.
    private static final int MAX_UNANSWERED = 2;

    private static final long SECOND = 1_000_000_000L;

    /// One PING per second is the rule; a second one is let through, for networks that bunch.
    private static final int PING_BURST = 2;

    enum Step {
        WAIT,
        PING,
        DEAD
    }

    private final long silence;
    private long lastHeard;
    private int unanswered;
    private long pingCredit = PING_BURST * SECOND;
    private long lastPing;

    Keepalive(long silenceNanos, long now) {
        silence = silenceNanos;
        lastHeard = now;
        lastPing = now;
    }

    /// Something verified came from the peer.
    void heard(long now) {
        lastHeard = now;
        unanswered = 0;
    }

    /// When that was.
    long lastHeard() {
        return lastHeard;
    }

    /// What to do now. Call it again after [#nextNanos].
    Step tick(long now) {
        if (now - lastHeard < silence) {
            return Step.WAIT;
        }
        if (unanswered == MAX_UNANSWERED) {
            return Step.DEAD;
        }
        unanswered++;
        return Step.PING;
    }

    /// How long to wait before the next tick.
    long nextNanos(long now) {
        long left = silence - (now - lastHeard);
        return unanswered == 0 && left > 0 ? left : silence;
    }

    /// Whether a PING that came now is within one per second.
    boolean pingAllowed(long now) {
        pingCredit = Math.min(PING_BURST * SECOND, pingCredit + (now - lastPing));
        lastPing = now;
        if (pingCredit < SECOND) {
            return false;
        }
        pingCredit -= SECOND;
        return true;
    }
}
