package xyz.blueblocks.planner.core;

import java.time.Duration;

/// What the operator demands of every route.
///
/// @param minHops fewest relays, 1..5; medical data wants two, so that no relay knows both ends
///   (row B19)
/// @param defaultHops relays where the request names no number
/// @param ttl how long a route may be set up, at most an hour
public record RouteRules(int minHops, int defaultHops, Duration ttl) {
    private static final int MAX_HOPS = 5;
    private static final Duration MAX_TTL = Duration.ofHours(1);

    /// Checks the ranges.
    public RouteRules {
        if (minHops < 1 || minHops > MAX_HOPS) {
            throw new IllegalArgumentException("minHops: " + minHops + " (want 1..5)");
        }
        if (defaultHops < minHops || defaultHops > MAX_HOPS) {
            throw new IllegalArgumentException(
                    "defaultHops: " + defaultHops + " (want " + minHops + "..5)");
        }
        if (ttl.compareTo(Duration.ofSeconds(1)) < 0 || ttl.compareTo(MAX_TTL) > 0) {
            throw new IllegalArgumentException("ttl: " + ttl + " (want 1 s .. 1 h)");
        }
    }
}
