package xyz.blueblocks.relay.core;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The two clocks of a relay: the time of day, for what others signed, and one that never goes
/// back, for waiting.
///
/// @param clock the time of day
/// @param monotonicNanos nanoseconds of which only differences count
public record RelayTime(InstantSource clock, LongSupplier monotonicNanos) {

    Instant now() {
        return clock.instant();
    }

    long nanos() {
        return monotonicNanos.getAsLong();
    }
}
