package xyz.blueblocks.discovery.inbound;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Two places where planners could be: HTTP ends that keep what they are sent and fail as they are
/// told. They plan nothing; a real planner behind a real discovery is the end-to-end tests'
/// business.
public final class PlannerSockets implements QuarkusTestResourceLifecycleManager {
    static final int SILENT = -1;
    static final int HANG_UP = -2;
    static final String ROUTE = "{\"route_id\":\"route_test\",  \"kept\":\"as it is\"}";
    static final String NOT_FOUND =
            "{\"type\":\"ERROR\",\"error_code\":\"E001\",\"error_name\":\"PEER_NOT_FOUND\","
                    + "\"message\":\"m\",\"request_id\":\"r\",\"timestamp\":1,\"details\":{}}";

    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Planner first = new Planner();
    private final Planner second = new Planner();

    /// Made by Quarkus.
    public PlannerSockets() {}

    @Override
    public Map<String, String> start() {
        return Map.of(
                "blueblocks.discovery.planner-urls",
                first.listen() + "," + second.listen(),
                "blueblocks.discovery.planner-timeout",
                "1s");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(PlannerSockets.class));
    }

    @Override
    public void stop() {
        ended.countDown();
        first.stop();
        second.stop();
    }

    void reset() {
        bodies.clear();
        answer(200, ROUTE);
    }

    void answer(int status, String body) {
        first.answer(status, body);
        second.answer(status, body);
    }

    void firstFails(int how) {
        first.answer(how, "{}");
    }

    List<byte[]> bodies() {
        return bodies;
    }

    /// One HTTP end.
    private final class Planner {
        private HttpServer server;
        private volatile int status = 200;
        private volatile String body = ROUTE;

        String listen() {
            try {
                server =
                        HttpServer.create(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException("no socket", e);
            }
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/api/v1/routes", this::handle);
            server.start();
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        void answer(int newStatus, String newBody) {
            status = newStatus;
            body = newBody;
        }

        void stop() {
            server.stop(0);
        }

        private void handle(HttpExchange exchange) throws IOException {
            try (exchange) {
                byte[] received = exchange.getRequestBody().readAllBytes();
                if (status == HANG_UP) {
                    return;
                }
                if (status == SILENT) {
                    ended.await(3, TimeUnit.SECONDS);
                    return;
                }
                if (status < 500) {
                    bodies.add(received);
                }
                byte[] answer = body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(status, answer.length);
                exchange.getResponseBody().write(answer);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
