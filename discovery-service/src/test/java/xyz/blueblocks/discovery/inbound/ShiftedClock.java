package xyz.blueblocks.discovery.inbound;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The service's clock in tests: the real one, moved by as much as a test says.
@Singleton
public class ShiftedClock implements InstantSource {
    private volatile Duration shift = Duration.ZERO;

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(shift);
    }

    void shift(Duration by) {
        shift = by;
    }
}
