package xyz.blueblocks.audit.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import xyz.blueblocks.audit.core.LogStoreException;
import xyz.blueblocks.audit.core.ProofQueries;
import xyz.blueblocks.servicekit.http.JwksClient;

/// Alive: both threads are. Ready: its callers can be authenticated, and since its start the log
/// could be read once.
///
/// Whether events get into the log is a metric and an alert, not readiness: with Kafka away every
/// replica would be taken out, and nobody could read or check what is logged. So is whether the
/// database answers: without it events are still taken and go to Kafka, and the ends need not keep
/// them; who reads is told 503.
@Singleton
public final class LogHealth {
    private volatile boolean wasReadable;

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
        return () -> {
            boolean readable =
                    CompletableFuture.supplyAsync(
                                    () -> readable(proofs), Thread::startVirtualThread)
                            .completeOnTimeout(false, 1, TimeUnit.SECONDS)
                            .join();
            wasReadable |= readable;
            return HealthCheckResponse.named("audit log")
                    .status(keys.ready() && wasReadable)
                    .withData("readable", readable)
                    .build();
        };
    }

    private static boolean readable(ProofQueries proofs) {
        try {
            return proofs.checkpoint().isPresent();
        } catch (LogStoreException e) {
            return false;
        }
    }
}
