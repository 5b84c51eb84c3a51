package xyz.blueblocks.wire.credit;

/// How much payload one end lets the other send on a circuit, in one direction.
///
/// It gives back what was consumed, a quarter of the window at a time, and widens the window only
/// when the flow is seen to stand still until a grant arrives, three times in a row, while nothing
/// waits here: then distance, not this end, is what holds it up. Not safe for threads.
public final class ReceiveCredit {
    /// Pauses in a row before the window grows: one may be chance.
    private static final int PAUSES_TO_GROW = 3;

    /// A pause shorter than this (ns) is scheduling, not distance.
    private static final long SHORTEST_PAUSE = 4_000_000;

    private long window;
    private long received;
    private long granted;
    private long consumed;

    /// The limit before the newest grant: bytes beyond it show that the grant arrived.
    private long watched = -1;

    private long watchedSince;
    private long lastArrival;
    private int pauses;

    /// @param cellBytes payload bytes of a cell in this direction
    public ReceiveCredit(int cellBytes) {
        window = SendCredit.first(cellBytes);
        granted = window;
    }

    /// Payload arrived.
    ///
    /// @param nowNanos any monotonic clock
    /// @param nothingQueued whether this end has passed on everything before it
    /// @return false if it was more than granted: the circuit ends with E009, limit credit
    public boolean received(int bytes, long nowNanos, boolean nothingQueued) {
        received += bytes;
        if (received > granted) {
            return false;
        }
        if (watched >= 0 && received > watched) {
            long pause = nowNanos - lastArrival;
            boolean waited =
                    nothingQueued
                            && pause >= SHORTEST_PAUSE
                            && pause >= (nowNanos - watchedSince) / 2;
            pauses = waited ? pauses + 1 : 0;
            watched = -1;
        }
        lastArrival = nowNanos;
        return true;
    }

    /// Payload was passed on, or eaten.
    ///
    /// @return bytes to grant now with a DATA_ACK frame; 0: not yet
    public int consumed(int bytes, long nowNanos) {
        consumed += bytes;
        if (pauses >= PAUSES_TO_GROW && window < SendCredit.MAX) {
            window = Math.min(SendCredit.MAX, window * 2);
            pauses = 0;
        }
        long due = consumed + window - granted;
        if (due < window / 4) {
            return 0;
        }
        if (watched < 0) {
            watched = granted;
            watchedSince = nowNanos;
        }
        granted += due;
        return (int) due;
    }

    /// Bytes received and not yet consumed.
    public long pending() {
        return received - consumed;
    }

    /// The window now.
    public long windowBytes() {
        return window;
    }
}
