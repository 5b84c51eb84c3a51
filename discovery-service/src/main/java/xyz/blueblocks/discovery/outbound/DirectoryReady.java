package xyz.blueblocks.discovery.outbound;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready while look-ups can be answered: by the database, or, while it is away, from what was heard
/// on the peers topic. Were a replica unready without its database, an outage would take out all of
/// them together, and with them the routes that need no database.
@Readiness
@Singleton
final class DirectoryReady implements HealthCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Pool pool;
    private final PeerView view;
    private final Absence absence;

    @Inject
    DirectoryReady(Pool pool, PeerView view, Absence absence) {
        this.pool = pool;
        this.view = view;
        this.absence = absence;
    }

    @Override
    public HealthCheckResponse call() {
        boolean database = !absence.lately() && databaseAnswers();
        return HealthCheckResponse.named("directory")
                .status(database || view.size() > 0)
                .withData("database", database)
                .withData("known_peers", view.size())
                .build();
    }

    private boolean databaseAnswers() {
        return Patience.within(PATIENCE, () -> pool.query("select 1").execute())
                .map(_ -> true)
                .onFailure()
                .recoverWithItem(false)
                .await()
                .atMost(PATIENCE.multipliedBy(2));
    }
}
