package xyz.blueblocks.discovery.outbound;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import xyz.blueblocks.discovery.config.DiscoverySettings;
import xyz.blueblocks.discovery.core.Planner;
import xyz.blueblocks.servicekit.http.TrustedClient;
import xyz.blueblocks.wire.Limits;

/// Asks the planners, one after the other until one answers, beginning with another one each time.
/// A planner that failed three times in a row is left alone for five seconds, unless all are.
@Singleton
class PlannerClient implements Planner {
    private static final Logger LOG = Logger.getLogger(PlannerClient.class);
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final String PATH = "/api/v1/routes";
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    private static final int TIMEOUT = 504;

    private final List<Breaker> planners;
    private final HttpClient client;
    private final Duration timeout;
    private final AtomicInteger turn = new AtomicInteger();

    @Inject
    PlannerClient(DiscoverySettings settings) {
        this.planners =
                settings.plannerUrls().orElse(List.of()).stream()
                        .map(base -> new Breaker(base.resolve(PATH)))
                        .toList();
        this.client = TrustedClient.of(settings.caFile(), CONNECT);
        this.timeout = settings.plannerTimeout();
    }

    @Override
    public CompletionStage<Answer> route(byte[] signedRequest) {
        int first = planners.isEmpty() ? 0 : Math.floorMod(turn.getAndIncrement(), planners.size());
        long now = System.nanoTime();
        List<Breaker> order =
                IntStream.range(0, planners.size())
                        .mapToObj(i -> planners.get((first + i) % planners.size()))
                        .sorted((a, b) -> Boolean.compare(a.open(now), b.open(now)))
                        .toList();
        return ask(order, 0, signedRequest);
    }

    @PreDestroy
    void close() {
        client.shutdownNow();
    }

    private CompletionStage<Answer> ask(List<Breaker> order, int index, byte[] body) {
        if (index == order.size()) {
            return CompletableFuture.failedFuture(
                    new IOException("route planner: none of " + order.size() + " answers"));
        }
        Breaker planner = order.get(index);
        HttpRequest request =
                HttpRequest.newBuilder(planner.url)
                        .timeout(timeout)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApplyAsync(PlannerClient::read, client.executor().orElseThrow())
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((answer, failure) -> {
                    if (failure == null && !broken(answer.status())) {
                        planner.worked();
                        return CompletableFuture.<Answer>completedFuture(answer);
                    }
                    planner.failed(System.nanoTime());
                    LOG.debugf("route planner %s failed", planner.url.getHost());
                    return ask(order, index + 1, body);
                })
                .thenCompose(next -> next);
    }

    /// A planner that says 503 knows no route; one that says 500, 502 or 504 is ill.
    private static boolean broken(int status) {
        return status >= SERVER_ERROR && status != UNAVAILABLE;
    }

    private static Answer read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(Limits.MAX_LIST_JSON_BYTES + 1);
            return bytes.length > Limits.MAX_LIST_JSON_BYTES
                    ? new Answer(TIMEOUT, new byte[0])
                    : new Answer(response.statusCode(), bytes);
        } catch (IOException e) {
            return new Answer(TIMEOUT, new byte[0]);
        }
    }

    /// One planner and how it did lately.
    private static final class Breaker {
        private static final int FAILURES = 3;
        private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

        private final URI url;
        private int failures;
        private long since;

        Breaker(URI url) {
            this.url = url;
        }

        synchronized boolean open(long now) {
            return failures >= FAILURES && now - since < PAUSE_NANOS;
        }

        synchronized void failed(long now) {
            failures++;
            since = now;
        }

        synchronized void worked() {
            failures = 0;
        }
    }
}
