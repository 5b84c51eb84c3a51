package xyz.blueblocks.audit.config;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import xyz.blueblocks.audit.core.Continuity;
import xyz.blueblocks.audit.core.LogStore;
import xyz.blueblocks.audit.core.LogStoreException;
import xyz.blueblocks.audit.inbound.EventsReader;
import xyz.blueblocks.audit.inbound.ReaderSettings;
import xyz.blueblocks.audit.outbound.PgReplayGuard;
import xyz.blueblocks.audit.outbound.TopicPublisher;
import xyz.blueblocks.servicekit.audit.AuditOutbox;
import xyz.blueblocks.servicekit.http.JwksClient;
import xyz.blueblocks.servicekit.kafka.KafkaSettings;
import xyz.blueblocks.wire.Topics;

/// Starts reading and publishing with the service, and ends them in that order: nothing is read
/// that cannot be told any more, and what was read and not told is told by the next start.
@Singleton
public final class AuditLifecycle {
    private static final Logger LOG = Logger.getLogger(AuditLifecycle.class);
    private static final long SWEEP_SECONDS = 60;

    private final EventsReader reader;
    private final TopicPublisher publisher;
    private final PgReplayGuard replays;
    private final InstantSource clock;
    private final ScheduledExecutorService sweeper =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("audit-sweeper").factory());

    /// Made by CDI.
    @Inject
    AuditLifecycle(
            AuditSettings settings,
            KafkaSettings kafka,
            LogStore store,
            Continuity continuity,
            LogMetrics metrics,
            TopicPublisher publisher,
            PgReplayGuard replays,
            InstantSource clock) {
        this.publisher = publisher;
        this.replays = replays;
        this.clock = clock;
        this.reader =
                new EventsReader(
                        new ReaderSettings(
                                Topics.AUDIT_EVENTS,
                                settings.reader().group(),
                                settings.reader().maxBatch(),
                                kafka.consumer(),
                                kafka.admin()),
                        () -> {
                            AuditTopics.ensure(kafka, settings.topics());
                            continuity.require(clock.instant());
                        },
                        store,
                        metrics,
                        clock);
    }

    void start(@Observes StartupEvent event, AuditOutbox outbox, JwksClient jwks) {
        LOG.infof("audit log: spool pendingBytes=%d", outbox.pendingBytes());
        LOG.debugf("audit log: session keys ready=%s", jwks.ready());
        publisher.start();
        reader.start();
        sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        sweeper.shutdownNow();
        reader.close();
        publisher.close();
    }

    /// Whether both threads live.
    boolean alive() {
        return reader.alive() && publisher.alive();
    }

    private void sweep() {
        try {
            replays.sweep(clock.instant());
        } catch (LogStoreException e) {
            LOG.warn("replay guard: not swept", e);
        }
    }
}
