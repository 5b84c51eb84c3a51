package xyz.blueblocks.discovery.outbound;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import xyz.blueblocks.discovery.core.PeerStore;
import xyz.blueblocks.wire.Limits;

/// What time does to stored things. Every replica does it; none needs another.
@Singleton
class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final Duration SILENCE =
            Limits.HEARTBEAT_INTERVAL.multipliedBy(Limits.MISSED_HEARTBEATS);
    private static final int BATCH = 200;

    private final PeerStore store;
    private final PgNonces nonces;
    private final InstantSource clock;

    @Inject
    Housekeeping(PeerStore store, PgNonces nonces, InstantSource clock) {
        this.store = store;
        this.nonces = nonces;
        this.clock = clock;
    }

    /// Peers that were silent for three heartbeats are lost (row A11).
    @Scheduled(
            every = "${blueblocks.discovery.sweep-every:5s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        Instant cutoff = clock.instant().minus(SILENCE);
        return Uni.createFrom()
                .completionStage(() -> store.sweep(cutoff, BATCH))
                .onFailure()
                .invoke(e -> LOG.warnf("sweep: %s", e.getMessage()))
                .onFailure()
                .recoverWithItem(0)
                .replaceWithVoid();
    }

    /// Nonces, invitations and announcements that have expired go within a minute.
    @Scheduled(every = "60s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return nonces.forget(clock.instant())
                .onFailure()
                .invoke(e -> LOG.warnf("expired rows stay: %s", e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }
}
