package xyz.blueblocks.audit.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import xyz.blueblocks.audit.core.LogStoreException;
import xyz.blueblocks.audit.core.ProofQueries;
import xyz.blueblocks.servicekit.http.JwksClient;

/// Alive: both threads are. Ready: the log can be read and its callers authenticated.
///
/// Whether events get into the log is a metric and an alert, not readiness: with Kafka away every
/// replica would be taken out, and nobody could read or check what is logged.
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
    HealthCheck log(ProofQueries proofs, JwksClient keys) {
        return () ->
                HealthCheckResponse.named("audit log")
                        .status(keys.ready() && readable(proofs))
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
