package xyz.blueblocks.audit.inbound;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import xyz.blueblocks.audit.core.LogStoreException;
import xyz.blueblocks.servicekit.error.ErrorMapping;
import xyz.blueblocks.servicekit.error.Refused;

/// A log that cannot be reached is no fault of the caller's, and passes: 503, come back.
@Singleton
public final class StoreFailures {
    private static final Logger LOG = Logger.getLogger(StoreFailures.class);

    private final ErrorMapping errors;

    /// Made by CDI.
    @Inject
    public StoreFailures(ErrorMapping errors) {
        this.errors = errors;
    }

    /// Answers for the store.
    @ServerExceptionMapper
    public Response unreachable(LogStoreException e) {
        LOG.warn("audit log: cannot be reached", e);
        return errors.refused(Refused.unavailable("the log cannot be reached now"));
    }
}
