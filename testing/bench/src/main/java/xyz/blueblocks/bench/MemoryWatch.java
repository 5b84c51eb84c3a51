package xyz.blueblocks.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Looks at the resident memory of every process once a second.
final class MemoryWatch implements AutoCloseable {
    private final Supplier<Map<String, Long>> processes;
    private final Map<String, List<Long>> samples = new LinkedHashMap<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("bench-memory").factory());

    /// @param processes those that are there at a moment, by name
    MemoryWatch(Supplier<Map<String, Long>> processes) {
        this.processes = processes;
        clock.scheduleAtFixedRate(this::look, 0, 1, TimeUnit.SECONDS);
    }

    /// How far one process moved.
    ///
    /// @param samples how often it was looked at
    record Movement(String process, long minKib, long maxKib, int samples) {
        long kib() {
            return maxKib - minKib;
        }
    }

    private synchronized void look() {
        processes
                .get()
                .forEach((name, pid) ->
                        ProcessFigures.residentKib(pid)
                                .ifPresent(kib ->
                                        samples.computeIfAbsent(name, _ -> new ArrayList<>())
                                                .add(kib)));
    }

    /// Forgets what was seen and looks at once.
    synchronized void restart() {
        samples.clear();
        look();
    }

    /// What was seen since then, and is now.
    synchronized List<Movement> movements() {
        look();
        List<Movement> all = new ArrayList<>();
        samples.forEach((name, seen) ->
                all.add(
                        new Movement(
                                name,
                                seen.stream().mapToLong(Long::longValue).min().orElse(0),
                                seen.stream().mapToLong(Long::longValue).max().orElse(0),
                                seen.size())));
        return all;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
