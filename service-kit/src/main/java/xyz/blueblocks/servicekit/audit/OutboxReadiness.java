package xyz.blueblocks.servicekit.audit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready while decisions can be recorded. Kafka may be away meanwhile: the spool is there for that.
@Readiness
@Singleton
final class OutboxReadiness implements HealthCheck {
    private final OutboxWiring wiring;

    @Inject
    OutboxReadiness(OutboxWiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("audit outbox");
        return wiring.opened()
                .map(outbox ->
                        answer.status(outbox.accepting())
                                .withData("shipping", outbox.shipping())
                                .withData("pending_bytes", outbox.pendingBytes())
                                .build())
                .orElseGet(() -> answer.up().withData("open", false).build());
    }
}
