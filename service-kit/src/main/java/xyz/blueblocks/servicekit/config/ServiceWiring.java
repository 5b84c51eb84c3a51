package xyz.blueblocks.servicekit.config;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import xyz.blueblocks.servicekit.limit.ReplayGuard;
import xyz.blueblocks.servicekit.limit.ReplayMemory;

/// Wires time and randomness: the only place that names the real ones. A test puts its own beans
/// in.
public final class ServiceWiring {
    private static final int NONCES_PER_PEER = 10_000;
    private static final int NONCES = 100_000;

    /// Made by CDI.
    public ServiceWiring() {}

    /// Wall-clock time in UTC.
    @Produces
    @Singleton
    @DefaultBean
    public InstantSource clock() {
        return Clock.systemUTC();
    }

    /// What this replica saw itself; a service with a shared memory brings its own bean.
    @Produces
    @Singleton
    @DefaultBean
    public ReplayGuard replayGuard() {
        return new ReplayMemory(NONCES_PER_PEER, NONCES);
    }

    /// Randomness for nonces and ids.
    @Produces
    @Singleton
    @DefaultBean
    public SecureRandom random() {
        return new SecureRandom();
    }
}
