package xyz.blueblocks.bench.kills;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/// What the driver is to do later. Its thread alone.
final class Agenda {
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::atNanos));

    private record Entry(long atNanos, Runnable step) {}

    void in(long millis, Runnable step) {
        entries.add(new Entry(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), step));
    }

    /// Does what is due.
    void run() {
        for (Entry first = entries.peek();
                first != null && first.atNanos - System.nanoTime() <= 0;
                first = entries.peek()) {
            entries.remove();
            first.step.run();
        }
    }

    /// How long until something is due, at most that.
    long leftNanos(long mostNanos) {
        Entry first = entries.peek();
        return first == null
                ? mostNanos
                : Math.clamp(first.atNanos - System.nanoTime(), 0, mostNanos);
    }
}
