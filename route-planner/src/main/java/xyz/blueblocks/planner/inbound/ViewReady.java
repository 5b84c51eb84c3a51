package xyz.blueblocks.planner.inbound;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready once the topics have been read: before that, a peer that exists would be answered `E001`.
@Readiness
@ApplicationScoped
class ViewReady implements HealthCheck {
    private final ViewReader reader;

    ViewReady(ViewReader reader) {
        this.reader = reader;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("view").status(reader.isCaughtUp()).build();
    }
}
