package xyz.blueblocks.relay.inbound;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import xyz.blueblocks.relay.core.RelayInsight;

/// Ready when it listens, is registered, has the directory, and can note what it lets through.
@Readiness
@Singleton
final class RelayReadiness implements HealthCheck {
    private final RelayInsight relay;

    @Inject
    RelayReadiness(RelayInsight relay) {
        this.relay = relay;
    }

    @Override
    public HealthCheckResponse call() {
        boolean ready =
                relay.listening()
                        && relay.registered()
                        && relay.directoryLoaded()
                        && relay.remembering();
        return HealthCheckResponse.named("relay")
                .status(ready)
                .withData("listening", relay.listening())
                .withData("registered", relay.registered())
                .withData("directory", relay.directoryLoaded())
                .withData("replay_log", relay.remembering())
                .build();
    }
}
