package xyz.blueblocks.drill;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What one fault cost.
///
/// @param fault what happened
/// @param lasted from its beginning until everybody had sent again
/// @param delivered transfers that ended well in that time
/// @param failures why others did not; empty when none failed
/// @param longestPause longest time within which nobody delivered anything
/// @param slowest longest time that one delivered transfer took
/// @param eventsIn audit events reported since the row before
/// @param eventsOut those of them that the log holds, and any that it holds too often
/// @param even whether the log holds every event ever reported exactly once
public record Row(
        String fault,
        Duration lasted,
        long delivered,
        List<String> failures,
        Duration longestPause,
        Duration slowest,
        long eventsIn,
        long eventsOut,
        boolean even) {
    static final String HEAD =
            String.format(
                    Locale.ROOT,
                    "%-22s %8s %9s %6s %8s %8s %9s %9s",
                    "fault",
                    "lasted",
                    "delivered",
                    "failed",
                    "pause",
                    "slowest",
                    "audit in",
                    "audit out");

    /// Copies the list.
    public Row {
        failures = List.copyOf(failures);
    }

    /// Whether nothing failed, and nothing was lost or doubled.
    public boolean isGood() {
        return failures.isEmpty() && even;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-22s %7.1fs %9d %6d %7.2fs %7.2fs %9d %9d%s",
                fault,
                seconds(lasted),
                delivered,
                failures.size(),
                seconds(longestPause),
                seconds(slowest),
                eventsIn,
                eventsOut,
                isGood() ? "" : "  BAD " + (failures.isEmpty() ? "" : failures.getFirst()));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
