package xyz.blueblocks.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What became of every transfer, in the order in which they ended. Thread-safe.
final class Logbook {
    private final List<Entry> entries = new ArrayList<>();

    /// One transfer.
    ///
    /// @param courier who sent it
    /// @param began monotonic, nanoseconds
    /// @param ended the same clock
    /// @param id of what was delivered; empty for one that failed
    /// @param failure why it failed; empty for one that was delivered
    record Entry(String courier, long began, long ended, String id, String failure) {
        boolean delivered() {
            return failure.isEmpty();
        }

        Duration took() {
            return Duration.ofNanos(ended - began);
        }
    }

    synchronized void add(Entry entry) {
        entries.add(entry);
        notifyAll();
    }

    /// Those that ended within a time.
    synchronized List<Entry> between(long from, long to) {
        return entries.stream()
                .filter(each -> each.ended - from >= 0 && each.ended - to <= 0)
                .toList();
    }

    synchronized List<Entry> all() {
        return List.copyOf(entries);
    }

    /// The last one that this courier delivered.
    synchronized Optional<Entry> last(String courier) {
        return entries.stream()
                .filter(each -> each.delivered() && each.courier.equals(courier))
                .reduce((_, later) -> later);
    }

    /// Waits until each courier has delivered so many transfers that began after `since`.
    ///
    /// @return whether they did within `patience`
    synchronized boolean await(List<String> couriers, int transfers, long since, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!haveDelivered(couriers, transfers, since)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(Math.max(1, left / 1_000_000));
        }
        return true;
    }

    private boolean haveDelivered(List<String> couriers, int transfers, long since) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Entry each : entries) {
            if (each.delivered() && each.began - since >= 0) {
                counts.merge(each.courier, 1, Integer::sum);
            }
        }
        return couriers.stream().allMatch(each -> counts.getOrDefault(each, 0) >= transfers);
    }

    /// The longest time within which nobody delivered anything.
    static Duration longestPause(List<Entry> within, long from, long to) {
        long longest = 0;
        long last = from;
        for (Entry each : within) {
            if (each.delivered()) {
                longest = Math.max(longest, each.ended - last);
                last = each.ended;
            }
        }
        return Duration.ofNanos(Math.max(longest, to - last));
    }
}
