package xyz.blueblocks.wire;

import java.time.Duration;
import java.time.Instant;

/// Whether a timestamp lies near enough to now for its message to be judged at all.
///
/// Outside the window nobody remembers whether the message came before, so it counts as a replay.
public final class TimeWindow {
    private TimeWindow() {}

    /// Whether `timestamp` is within ±120 s of `now`, both edges included.
    public static boolean holds(Instant timestamp, Instant now) {
        return Duration.between(timestamp, now).abs().compareTo(Limits.CLOCK_SKEW) <= 0;
    }
}
