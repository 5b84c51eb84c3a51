package xyz.blueblocks.sdk.transfer;

import java.time.Duration;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.Limits;

/// The deadlines of one session's share of a transfer. Guarded by its run's lock.
final class RunClock {
    /// The receiver may have to write gigabytes through to its disk before it signs.
    private static final Duration MOST_FOR_RECEIPT = Duration.ofSeconds(60);

    /// What the slowest disk that is worth waiting for reads or writes in a second.
    private static final long DISK_BYTES_PER_SECOND = 32L << 20;

    private static final long RESERVE_BYTES = 24L << 20;
    private static final long BETWEEN_RENEWALS_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long BETWEEN_PROBES_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int MOST_DOUBLINGS = 4;

    private final SendSettings settings;
    private final Surroundings around;
    private final Rhythm rhythm;
    private final long budgetBytes;
    private final long begunNanos;
    private long movedNanos;
    private long probedNanos;
    private long renewalTriedNanos;
    private boolean renewalTried;

    RunClock(SendSettings settings, Surroundings around, Rhythm rhythm, long budgetBytes) {
        this.settings = settings;
        this.around = around;
        this.rhythm = rhythm;
        this.budgetBytes = budgetBytes;
        this.begunNanos = around.nanos();
        this.movedNanos = begunNanos;
        this.probedNanos = begunNanos;
    }

    /// What is being waited for.
    sealed interface Wait {
        /// The receiver's word on the offer.
        ///
        /// @param asked whether it took this offer before, so that no person has to decide
        /// @param heldBytes what it may have to read again first
        record ForOffer(boolean asked, long heldBytes) implements Wait {}

        /// News of chunks.
        record ForNews() implements Wait {}

        /// The receipt.
        ///
        /// @param sizeBytes what may have to reach the disk first
        record ForReceipt(long sizeBytes) implements Wait {}
    }

    /// The run begins to wait.
    void begin() {
        movedNanos = around.nanos();
    }

    /// The other end showed a sign of life.
    void moved() {
        sign(around.nanos());
    }

    /// A cell went out: the next relay had passed on those before it.
    void passed(long cellNanos) {
        if (cellNanos - movedNanos > 0) {
            sign(cellNanos);
        }
    }

    private void sign(long nanos) {
        rhythm.gap(nanos - movedNanos);
        movedNanos = nanos;
    }

    /// How long to wait for the next one.
    ///
    /// @param stalls circuits in a row that stood still: each doubles the wait, as then the
    ///   receiver is slow and not the way to it
    long leftNanos(Wait wait, int stalls) {
        return movedNanos + most(wait, Math.min(stalls, MOST_DOUBLINGS)) - around.nanos();
    }

    private long most(Wait wait, int doublings) {
        long stall = settings.stall().toNanos();
        return switch (wait) {
            case Wait.ForOffer(boolean asked, long held) ->
                    asked
                            ? Math.min(
                                    settings.patience().toNanos(),
                                    (2 * stall + disk(held)) << doublings)
                            : settings.patience().toNanos();
            case Wait.ForNews() -> quiet(doublings);
            case Wait.ForReceipt(long size) ->
                    Math.min(MOST_FOR_RECEIPT.toNanos(), (2 * stall + disk(size)) << doublings);
        };
    }

    private long quiet(int doublings) {
        long stall = settings.stall().toNanos();
        return Math.max(
                stall << doublings, Math.min(rhythm.unusualNanos(), stall << MOST_DOUBLINGS));
    }

    private static long disk(long bytes) {
        return bytes * Duration.ofSeconds(1).toNanos() / DISK_BYTES_PER_SECOND;
    }

    /// How long the first relay has for a sign of life when it is asked for one.
    Duration probePatience(int stalls) {
        return Duration.ofNanos(quiet(Math.min(stalls, MOST_DOUBLINGS)));
    }

    /// How long to wait before the first relay is to be asked: half of a stall, then ten seconds.
    long untilProbeNanos(int stalls) {
        long due =
                probedNanos - movedNanos > 0
                        ? probedNanos + BETWEEN_PROBES_NANOS
                        : movedNanos + probePatience(stalls).toNanos() / 2;
        return due - around.nanos();
    }

    /// It is asked now.
    void probed() {
        probedNanos = around.nanos();
    }

    /// Whether the circuit's hour or its budget is nearly used up; said once in half a minute.
    ///
    /// @param leaving whether its first relay goes away, which is as good a reason
    boolean renewalDue(long spentBytes, boolean leaving) {
        long now = around.nanos();
        boolean old =
                now - begunNanos >= Limits.SESSION_TTL.minus(settings.renewBefore()).toNanos();
        long reserve = Math.min(RESERVE_BYTES, budgetBytes / 4);
        boolean soon = renewalTried && now - renewalTriedNanos < BETWEEN_RENEWALS_NANOS;
        if (soon || !(old || leaving || spentBytes > budgetBytes - reserve)) {
            return false;
        }
        renewalTried = true;
        renewalTriedNanos = now;
        return true;
    }
}
