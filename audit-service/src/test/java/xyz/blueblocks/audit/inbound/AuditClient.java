package xyz.blueblocks.audit.inbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import xyz.blueblocks.servicekit.testing.TestPeer;
import xyz.blueblocks.wire.event.AuditEvent;
import xyz.blueblocks.wire.event.AuditEvents;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;

/// The service's HTTP interface, as a peer's program calls it.
final class AuditClient {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI base;

    AuditClient(URI base) {
        this.base = base;
    }

    HttpResponse<byte[]> post(TestPeer peer, byte[] body) {
        return send(peer, "POST", "api/v1/audit/events", body);
    }

    HttpResponse<byte[]> get(TestPeer peer, String path) {
        return send(peer, "GET", path, new byte[0]);
    }

    HttpResponse<byte[]> send(TestPeer peer, String method, String path, byte[] body) {
        URI uri = base.resolve(path);
        String url = uri.toString().replaceFirst("\\?.*", "");
        String token = peer.session(KeysAndDiscovery.DISCOVERY.key(), List.of(), Instant.now());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "DPoP " + token)
                        .header("DPoP", peer.proof(method, url, token, Instant.now()))
                        .header("Content-Type", "application/json");
        request.method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        return answer(request.build());
    }

    HttpResponse<byte[]> open(String path) {
        return answer(HttpRequest.newBuilder(base.resolve(path)).build());
    }

    private static HttpResponse<byte[]> answer(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonObject json(HttpResponse<byte[]> answer) {
        return Json.parse(answer.body()).orElseThrow();
    }

    static byte[] signed(TestPeer peer, List<JsonObject> events) {
        return signed(peer, events, Instant.now());
    }

    static byte[] signed(TestPeer peer, List<JsonObject> events, Instant at) {
        JsonObject body = new AuditEvents(peer.id(), events, at, TestPeer.nonce()).toJson();
        return peer.sign(body, AuditEvents.LABEL).canonical();
    }

    /// The receipt once the event is logged and signed for.
    HttpResponse<byte[]> receipt(TestPeer peer, AuditEvent event, String query) {
        List<HttpResponse<byte[]>> answers = new ArrayList<>();
        Await.until(
                "receipt",
                Duration.ofSeconds(60),
                () -> {
                    answers.add(get(peer, receiptPath(event.source(), event.id()) + query));
                    return answers.getLast().statusCode() == 200;
                });
        return answers.getLast();
    }

    static String receiptPath(String source, String id) {
        return "api/v1/audit/receipt/"
                + URLEncoder.encode(source, StandardCharsets.UTF_8)
                + "/"
                + id;
    }

    static List<JsonObject> events(HttpResponse<byte[]> answer) {
        List<JsonObject> events = new ArrayList<>();
        for (JsonValue each : json(answer).array("entries").orElseThrow()) {
            events.add(((JsonObject) each).object("event").orElseThrow());
        }
        return events;
    }

    /// Ids of entries that peers made: the service's own entries about these very reads left out.
    static List<String> ids(HttpResponse<byte[]> answer) {
        return events(answer).stream()
                .filter(each ->
                        each.text("source").orElseThrow().startsWith("urn:blueblocks:peer:"))
                .map(each -> each.text("id").orElseThrow())
                .toList();
    }

    static JsonObject withoutNames(HttpResponse<byte[]> answer) {
        return json(answer).without("request_id", "timestamp");
    }
}
