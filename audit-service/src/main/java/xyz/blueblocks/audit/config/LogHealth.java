package xyz.blueblocks.audit.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import xyz.blueblocks.audit.core.LogStoreException;
import xyz.blueblocks.audit.core.ProofQueries;

/// Alive: both threads are. Ready: the log can be read, and events get into it.
@Singleton
public final class LogHealth {
    /// Made by CDI.
    public LogHealth() {}

    @Produces
    @Singleton
    @Liveness
    HealthCheck threads(AuditLifecycle lifecycle) {
        return () -> HealthCheckResponse.named("audit threads").status(lifecycle.alive()).build();
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck log(ProofQueries proofs, LogMetrics metrics) {
        return () ->
                HealthCheckResponse.named("audit log")
                        .status(metrics.reading() && readable(proofs))
                        .build();
    }

    private static boolean readable(ProofQueries proofs) {
        try {
            return proofs.checkpoint().isPresent();
        } catch (LogStoreException e) {
            return false;
        }
    }
}
