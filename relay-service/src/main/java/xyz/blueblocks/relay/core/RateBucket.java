package xyz.blueblocks.relay.core;

/// So many per second, with a burst. Time is an argument, in nanoseconds of a monotonic clock.
final class RateBucket {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private double tokens;
    private long at;

    RateBucket(double perSecond, double burst, long now) {
        this.perSecond = perSecond;
        this.burst = burst;
        tokens = burst;
        at = now;
    }

    boolean take(long now) {
        tokens = Math.min(burst, tokens + (now - at) / NANOS * perSecond);
        at = now;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }

    /// Whether nothing was taken for so long that a new bucket would be the same.
    boolean full(long now) {
        return tokens + (now - at) / NANOS * perSecond >= burst;
    }
}
