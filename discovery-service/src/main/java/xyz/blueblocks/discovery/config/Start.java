package xyz.blueblocks.discovery.config;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;
import xyz.blueblocks.crypto.CryptoProviders;
import xyz.blueblocks.servicekit.audit.AuditOutbox;

/// Opens at the start what must not fail at the first request: keys, and the spool of decisions.
@Singleton
final class Start {
    private static final Logger LOG = Logger.getLogger(Start.class);

    void start(
            @Observes StartupEvent event,
            DiscoverySettings settings,
            NetworkKeys keys,
            AuditOutbox outbox) {
        LOG.infof(
                "discovery %s: %d regions, %d planners, %d admin keys, spool %d bytes, crypto: %s",
                settings.replica(),
                settings.regions().size(),
                settings.plannerUrls().map(List::size).orElse(0),
                keys.admins().size(),
                outbox.pendingBytes(),
                CryptoProviders.describe());
    }
}
