package xyz.blueblocks.relay.config;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.CryptoProviders;
import xyz.blueblocks.crypto.warmup.Warmup;
import xyz.blueblocks.relay.core.RelayCounters;
import xyz.blueblocks.relay.core.RelayInsight;
import xyz.blueblocks.relay.core.RelayView;
import xyz.blueblocks.servicekit.audit.AuditOutbox;
import xyz.blueblocks.servicekit.config.ServiceSettings;
import xyz.blueblocks.servicekit.kafka.KafkaSettings;

/// The relay's life inside Quarkus: warm up, listen, join the network; and on the way out: say
/// where else to go, let circuits end, leave everything on disk in order.
@Singleton
public final class RelayProcess implements RelayInsight {
    private static final Logger LOG = Logger.getLogger(RelayProcess.class);

    private final RelaySettings settings;
    private final ServiceSettings service;
    private final KafkaSettings kafka;
    private final AuditOutbox outbox;
    private final InstantSource clock;
    private final SecureRandom random;
    private final RelayCounters counters = new RelayCounters();
    private volatile @Nullable RunningRelay running;
    private volatile boolean stopping;

    @Inject
    RelayProcess(
            RelaySettings settings,
            ServiceSettings service,
            KafkaSettings kafka,
            AuditOutbox outbox,
            InstantSource clock,
            SecureRandom random) {
        this.settings = settings;
        this.service = service;
        this.kafka = kafka;
        this.outbox = outbox;
        this.clock = clock;
        this.random = random;
    }

    void start(@Observes StartupEvent event) {
        new RelayShape(settings)
                .problem()
                .ifPresent(problem -> {
                    throw new IllegalStateException(problem);
                });
        Warmup.run();
        RunningRelay relay =
                new RunningRelay(
                        settings,
                        counters,
                        kafka.producer(),
                        outbox,
                        service.replica(),
                        clock,
                        random);
        running = relay;
        LOG.infof(
                "relay %s listens on %s (%s; %s)",
                relay.id(), relay.address(), relay.transport(), CryptoProviders.describe());
    }

    void stop(@Observes ShutdownEvent event) {
        RunningRelay relay = running;
        if (relay == null || stopping) {
            return;
        }
        stopping = true;
        Duration drain = settings.drain();
        LOG.infof("relay stops; circuits have %d s", drain.toSeconds());
        relay.stop(drain);
    }

    @Override
    public boolean listening() {
        return running != null && !stopping;
    }

    @Override
    public boolean registered() {
        RunningRelay relay = running;
        return relay != null && relay.registered();
    }

    @Override
    public boolean directoryLoaded() {
        RunningRelay relay = running;
        return relay != null && relay.directoryLoaded();
    }

    @Override
    public boolean remembering() {
        RunningRelay relay = running;
        return relay != null && relay.remembering();
    }

    @Override
    public CompletionStage<RelayView> view() {
        RunningRelay relay = running;
        return relay == null
                ? CompletableFuture.failedStage(new IllegalStateException("relay: not started"))
                : relay.view();
    }

    @Override
    public RelayCounters counters() {
        return counters;
    }
}
