package xyz.blueblocks.servicekit.config;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;

/// Wires time and randomness: the only place that names the real ones. A test puts its own beans
/// in.
public final class ServiceClock {
    /// Made by CDI.
    public ServiceClock() {}

    /// Wall-clock time in UTC.
    @Produces
    @Singleton
    @DefaultBean
    public InstantSource clock() {
        return Clock.systemUTC();
    }

    /// Randomness for nonces and ids.
    @Produces
    @Singleton
    @DefaultBean
    public SecureRandom random() {
        return new SecureRandom();
    }
}
