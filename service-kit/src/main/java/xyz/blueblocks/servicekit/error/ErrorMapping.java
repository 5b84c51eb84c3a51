package xyz.blueblocks.servicekit.error;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.wire.ErrorCode;

/// Turns every failure that JAX-RS sees into ERROR JSON: refusals as they are, JAX-RS's own
/// (unknown path, method, media type) by their status, and everything else as 500 of which the
/// caller learns the request's id and nothing more.
// A proxy on purpose: JAX-RS holds its filters from before the settings are known.
@ApplicationScoped
public final class ErrorMapping {
    private static final Logger LOG = Logger.getLogger(ErrorMapping.class);

    private final CurrentVertxRequest current;
    private final InstantSource clock;

    /// Made by CDI.
    @Inject
    public ErrorMapping(CurrentVertxRequest current, InstantSource clock) {
        this.current = current;
        this.clock = clock;
    }

    /// A refusal that says itself what it is.
    @ServerExceptionMapper
    public Response refused(Refused refusal) {
        return answer(refusal);
    }

    /// What JAX-RS refuses before or instead of a resource.
    @ServerExceptionMapper
    public Response jaxRs(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        return answer(
                switch (status) {
                    case 401, 403 -> Refused.of(ErrorCode.ACCESS_DENIED, status, "not allowed");
                    case 404 -> Refused.of(ErrorCode.INVALID_FORMAT, status, "no such path");
                    case 405 -> Refused.of(ErrorCode.INVALID_FORMAT, status, "no such method here");
                    case 406 -> Refused.of(ErrorCode.INVALID_FORMAT, status, "answers are JSON");
                    case 413 -> Refused.of(ErrorCode.INVALID_FORMAT, status, "body too large");
                    case 415 -> Refused.of(ErrorCode.INVALID_FORMAT, status, "send JSON");
                    default ->
                            status >= 400 && status < 500
                                    ? Refused.of(ErrorCode.INVALID_FORMAT, status, "bad request")
                                    : unexpected(e);
                });
    }

    /// What nobody expected.
    @ServerExceptionMapper
    public Response anything(Throwable e) {
        Throwable cause =
                e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        return answer(cause instanceof Refused refusal ? refusal : unexpected(cause));
    }

    private Refused unexpected(Throwable e) {
        LOG.errorf(e, "request %s failed", RequestIds.of(request()));
        return Refused.of(ErrorCode.TIMEOUT, 500, "internal error; try again");
    }

    private Response answer(Refused refusal) {
        RoutingContext request = request();
        RequestIds.refused(request, refusal.code());
        String mediaType = RequestIds.problem(request) ? ErrorBody.PROBLEM : ErrorBody.JSON;
        byte[] body =
                ErrorBody.of(
                        mediaType,
                        refusal,
                        refusal.status(),
                        RequestIds.of(request),
                        clock.instant());
        Response.ResponseBuilder answer =
                Response.status(refusal.status()).type(mediaType).entity(body);
        refusal.retryAfter()
                .ifPresent(wait ->
                        answer.header(
                                HttpHeaders.RETRY_AFTER,
                                Math.max(1, wait.plusMillis(999).toSeconds())));
        if (refusal.status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "DPoP algs=\"EdDSA\"");
        }
        return answer.build();
    }

    private @Nullable RoutingContext request() {
        return current.getCurrent();
    }
}
