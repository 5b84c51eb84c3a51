package xyz.blueblocks.discovery.outbound;

import jakarta.inject.Singleton;
import java.time.Duration;

/// That the database did not answer lately: for two seconds nobody waits for it again. Thread-safe;
/// one for all who ask the database.
@Singleton
class Absence {
    private static final long PAUSE_NANOS = Duration.ofSeconds(2).toNanos();

    private volatile long until = System.nanoTime();

    void noticed() {
        until = System.nanoTime() + PAUSE_NANOS;
    }

    boolean lately() {
        return System.nanoTime() - until < 0;
    }
}
