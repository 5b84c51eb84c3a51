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
import xyz.blueblocks.discovery.core.Silence;
import xyz.blueblocks.wire.Limits;

/// What time does to stored things. Every replica does it; none needs another.
@Singleton
class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final Duration LIMIT =
            Limits.HEARTBEAT_INTERVAL.multipliedBy(Limits.MISSED_HEARTBEATS);
    private static final int BATCH = 200;

    private final PeerStore store;
    private final PgNonces nonces;
    private final InstantSource clock;
    private final Silence silence;

    @Inject
    Housekeeping(PeerStore store, PgNonces nonces, InstantSource clock) {
        this.store = store;
        this.nonces = nonces;
        this.clock = clock;
        this.silence = new Silence(LIMIT, clock.instant());
    }

    /// Peers that were silent for three heartbeats are lost (row A11).
    @Scheduled(
            every = "${blueblocks.discovery.sweep-every:5s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        Instant cutoff = silence.cutoff(clock.instant());
        return Uni.createFrom()
                .completionStage(() -> store.sweep(cutoff, BATCH))
                .onFailure()
                .invoke(e -> {
                    silence.deafUntil(clock.instant());
                    LOG.warnf("sweep: %s", e.getMessage());
                })
                .onFailure()
                .recoverWithItem(0)
                .replaceWithVoid();
    }

    /// Nonces that were used while the database was away are written once it is back.
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> settle() {
        return nonces.settle()
                .onFailure()
                .invoke(e -> LOG.debugf("nonces wait: %s", e.getMessage()))
                .onFailure()
                .recoverWithNull();
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
