package xyz.blueblocks.sdk.transfer;

import java.time.Duration;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.Limits;

/// The deadlines of one session's share of a transfer. Guarded by its run's lock.
final class RunClock {
    /// The receiver may have to write gigabytes through to its disk before it signs.
    private static final Duration FOR_RECEIPT = Duration.ofSeconds(60);

    private static final long RESERVE_BYTES = 24L << 20;
    private static final long BETWEEN_RENEWALS_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int MOST_DOUBLINGS = 4;

    private final SendSettings settings;
    private final Surroundings around;
    private final long budgetBytes;
    private final long begunNanos;
    private long movedNanos;
    private long renewalTriedNanos;
    private boolean renewalTried;

    RunClock(SendSettings settings, Surroundings around, long budgetBytes) {
        this.settings = settings;
        this.around = around;
        this.budgetBytes = budgetBytes;
        this.begunNanos = around.nanos();
        this.movedNanos = begunNanos;
    }

    /// The other end showed a sign of life.
    void moved() {
        movedNanos = around.nanos();
    }

    /// How long to wait for the next one.
    ///
    /// @param stalls circuits in a row that stood still: each doubles the wait, as then the
    ///   receiver is slow and not the way to it
    long leftNanos(boolean accepted, boolean confirming, int stalls) {
        Duration most =
                confirming
                        ? FOR_RECEIPT
                        : accepted
                                ? settings.stall()
                                        .multipliedBy(1L << Math.min(stalls, MOST_DOUBLINGS))
                                : settings.patience();
        return movedNanos + most.toNanos() - around.nanos();
    }

    /// Whether the circuit's hour or its budget is nearly used up; said once in half a minute.
    boolean renewalDue(long spentBytes) {
        long now = around.nanos();
        boolean old =
                now - begunNanos >= Limits.SESSION_TTL.minus(settings.renewBefore()).toNanos();
        long reserve = Math.min(RESERVE_BYTES, budgetBytes / 4);
        boolean soon = renewalTried && now - renewalTriedNanos < BETWEEN_RENEWALS_NANOS;
        if (soon || !(old || spentBytes > budgetBytes - reserve)) {
            return false;
        }
        renewalTried = true;
        renewalTriedNanos = now;
        return true;
    }
}
