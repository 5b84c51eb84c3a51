package xyz.blueblocks.servicekit.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.servicekit.config.ServiceSettings;
import xyz.blueblocks.servicekit.kafka.KafkaSettings;

/// Opens the service's one outbox when somebody first needs it, and closes it with the service. A
/// service that decides nothing has none, and needs no folder for it.
@Singleton
final class OutboxWiring {
    private volatile @Nullable AuditOutbox opened;

    @Produces
    @Singleton
    AuditOutbox outbox(ServiceSettings settings, KafkaSettings kafka, MeterRegistry metrics) {
        AuditOutbox outbox =
                AuditOutbox.open(
                        settings.auditSpool().dir(),
                        settings.auditSpool().maxBytes(),
                        kafka.producer());
        Gauge.builder("blueblocks.audit.spool.pending", outbox, AuditOutbox::pendingBytes)
                .description("Audit events on this disk that are not known to be on Kafka")
                .baseUnit("bytes")
                .register(metrics);
        opened = outbox;
        return outbox;
    }

    void close(@Disposes AuditOutbox outbox) {
        outbox.close();
    }

    Optional<AuditOutbox> opened() {
        return Optional.ofNullable(opened);
    }
}
