package xyz.blueblocks.wire.frame;

import java.util.Optional;

/// Which limit closed a circuit, in the second half of a CLOSE payload.
public enum CloseLimit {
    /// No limit: an end, or another error.
    NONE,
    /// The byte budget of the admission token.
    BUDGET,
    /// The life of the circuit or of its idleness.
    TIME,
    /// Cells beyond what was granted.
    CREDIT,
    /// The relay's total of queued bytes.
    TOTAL_QUEUE,
    /// Set-ups per second.
    RATE;

    private static final CloseLimit[] VALUES = values();

    /// The number on the wire, 0 to 5.
    public int number() {
        return ordinal();
    }

    /// The limit with this number.
    public static Optional<CloseLimit> of(int number) {
        return number < 0 || number >= VALUES.length
                ? Optional.empty()
                : Optional.of(VALUES[number]);
    }
}
