package xyz.blueblocks.cli.terminal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/// How fast something goes lately, and how long the rest will take.
///
/// Looks back five seconds: long enough to be steady, short enough to notice that a line went down.
/// Not thread-safe.
final class Throughput {
    private static final long WINDOW_NANOS = 5_000_000_000L;
    private static final long LEAST_NANOS = 200_000_000L;

    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, long bytes) {}

    /// So many bytes are done at that moment. A count below the last one begins anew.
    void at(long nanos, long bytes) {
        if (!samples.isEmpty() && bytes < samples.getLast().bytes) samples.clear();
        if (!samples.isEmpty() && nanos - samples.getLast().nanos < LEAST_NANOS / 4) return;
        samples.addLast(new Sample(nanos, bytes));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos > WINDOW_NANOS) {
            samples.removeFirst();
        }
    }

    /// Bytes per second; empty until enough was seen.
    Optional<Double> bytesPerSecond() {
        if (samples.size() < 2) return Optional.empty();
        long nanos = samples.getLast().nanos - samples.getFirst().nanos;
        long bytes = samples.getLast().bytes - samples.getFirst().bytes;
        return nanos < LEAST_NANOS ? Optional.empty() : Optional.of(bytes * 1e9 / nanos);
    }

    /// How long `bytes` more will take; empty when nothing moves.
    Optional<Duration> timeFor(long bytes) {
        return bytesPerSecond()
                .filter(rate -> rate >= 1)
                .map(rate -> Duration.ofSeconds((long) Math.ceil(bytes / rate)));
    }
}
