package xyz.blueblocks.servicekit.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import xyz.blueblocks.servicekit.config.ServiceSettings;
import xyz.blueblocks.servicekit.error.ErrorBody;
import xyz.blueblocks.servicekit.error.Refused;
import xyz.blueblocks.servicekit.error.RequestIds;
import xyz.blueblocks.servicekit.limit.TokenBuckets;
import xyz.blueblocks.wire.ErrorCode;

/// Stands before every path of the service: gives the request its id, answers 429 when its address
/// asks too often (rows A22, N12) and 413 when it announces too large a body. Costs no more than a
/// map access.
@Singleton
public final class Doorkeeper {
    private static final int BEFORE_EVERYTHING = 10_000;

    private final ServiceSettings.RateLimits limits;
    private final TokenBuckets<String> addresses;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Counter limited;

    /// Made by CDI.
    @Inject
    public Doorkeeper(
            ServiceSettings settings,
            InstantSource clock,
            SecureRandom random,
            MeterRegistry metrics) {
        this.limits = settings.limits();
        this.addresses =
                new TokenBuckets<>(
                        limits.addressPerSecond(), limits.addressBurst(), limits.callers());
        this.clock = clock;
        this.random = random;
        this.limited =
                Counter.builder("blueblocks.requests.limited")
                        .description(
                                "Requests refused because their address or peer asked too often")
                        .baseUnit("requests")
                        .tag("by", "address")
                        .register(metrics);
    }

    void register(@Observes Filters filters) {
        filters.register(this::meet, BEFORE_EVERYTHING);
    }

    private void meet(RoutingContext request) {
        request.response().putHeader(RequestIds.HEADER, RequestIds.assign(request, random));
        RequestIds.readWishes(request);
        Duration wait =
                addresses.take(
                        CallerAddress.of(request.request().remoteAddress().hostAddress()),
                        System.nanoTime());
        if (!wait.isZero()) {
            limited.increment();
            refuse(request, Refused.tooMany("too many requests from this address", wait));
        } else if (announced(request.request()) > limits.bodyBytes()) {
            refuse(request, Refused.of(ErrorCode.INVALID_FORMAT, 413, "body too large"));
        } else {
            request.next();
        }
    }

    private void refuse(RoutingContext request, Refused refusal) {
        request.response()
                .setStatusCode(refusal.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ErrorBody.JSON);
        refusal.retryAfter()
                .ifPresent(wait ->
                        request.response()
                                .putHeader(
                                        "Retry-After",
                                        Long.toString(
                                                Math.max(1, wait.plusMillis(999).toSeconds()))));
        if (request.request().version() == HttpVersion.HTTP_1_1) {
            // The body is not read: the connection cannot be used for another request.
            request.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
        request.response()
                .end(
                        Buffer.buffer(
                                ErrorBody.of(
                                        ErrorBody.JSON,
                                        refusal,
                                        refusal.status(),
                                        RequestIds.of(request),
                                        clock.instant())));
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return 0;
        }
        try {
            return Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
