package xyz.blueblocks.sdk.route;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Time and chance, handed in so that a test can be replayed.
///
/// @param wall the time of day
/// @param nanoTicks a clock that never goes back, in nanoseconds, such as `System::nanoTime`
/// @param random a secure source
public record Surroundings(InstantSource wall, LongSupplier nanoTicks, RandomGenerator random) {

    /// The time of day.
    public Instant now() {
        return wall.instant();
    }

    /// The clock that never goes back, in nanoseconds.
    public long nanos() {
        return nanoTicks.getAsLong();
    }

    /// The clock that never goes back, in milliseconds.
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(nanoTicks.getAsLong());
    }

    /// Random bytes.
    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
