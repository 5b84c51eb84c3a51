package xyz.blueblocks.servicekit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.identity.BlueAddress;
import xyz.blueblocks.servicekit.testing.TestInfra;
import xyz.blueblocks.servicekit.testing.TestPeer;
import xyz.blueblocks.servicekit.testing.TopicReader;
import xyz.blueblocks.wire.Topics;
import xyz.blueblocks.wire.event.AuditEvent;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

@QuarkusTest
@WithTestResource(value = TestInfra.class, scope = TestResourceScope.GLOBAL)
final class EdgeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TestHTTPResource("/")
    private URI base;

    private final TestPeer peer = TestPeer.stranger();

    @Test
    @DisplayName("A08: a peer with its token and proof is let in under its own id")
    void lets_a_peer_in() throws Exception {
        var answer = get("room/mine", peer, token(peer));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(peer.id().toString());
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    }

    @Test
    @DisplayName("A08: an expired token is 401 E016, the seed's ERROR JSON")
    void refuses_an_expired_token() throws Exception {
        String old =
                peer.session(
                        RoomResource.DISCOVERY.key(),
                        List.of(),
                        Instant.now().minus(Duration.ofMinutes(61)));

        assertError(get("room/mine", peer, old), 401, "E016");
    }

    @Test
    @DisplayName("A09: a stolen token is worth nothing without the key")
    void refuses_a_stolen_token() throws Exception {
        String token = token(peer);
        TestPeer thief = TestPeer.stranger();

        assertError(get("room/mine", thief, token), 401, "E005");
        assertError(
                send("GET", "room/mine", r -> r.header("Authorization", "Bearer " + token)),
                401,
                "E005");
    }

    @Test
    @DisplayName("A09: a proof works once, for its method, path and token, for two minutes")
    void refuses_a_proof_that_is_not_for_this_request() throws Exception {
        String token = token(peer);
        String proof = peer.proof("GET", url("room/mine"), token, Instant.now());
        assertThat(get("room/mine", token, proof).statusCode()).isEqualTo(200);

        assertError(get("room/mine", token, proof), 409, "E015");
        assertError(
                get("room/mine", token, peer.proof("POST", url("room/mine"), token, Instant.now())),
                401,
                "E005");
        assertError(
                get("room/mine", token, peer.proof("GET", url("room/open"), token, Instant.now())),
                401,
                "E005");
        assertError(
                get(
                        "room/mine",
                        token,
                        peer.proof("GET", url("room/mine"), token(peer), Instant.now())),
                401,
                "E005");
        assertError(
                get(
                        "room/mine",
                        token,
                        peer.proof(
                                "GET", url("room/mine"), token, Instant.now().minusSeconds(125))),
                401,
                "E005");
    }

    @Test
    @DisplayName("A08: a token that somebody else signed, or none at all, is 401 E005")
    void refuses_a_token_of_a_stranger() throws Exception {
        String forged = peer.session(TestPeer.stranger().key(), List.of(), Instant.now());

        assertError(get("room/mine", peer, forged), 401, "E005");
        assertError(send("GET", "room/mine", _ -> {}), 401, "E005");
        assertError(get("room/mine", "x", "y"), 401, "E005");
    }

    @Test
    @DisplayName(
            "A08: the token of peer A on the path of peer B is 403 E002; looking is not acting")
    void refuses_to_act_for_another() throws Exception {
        String path = "room/of/" + TestPeer.stranger().id();

        assertError(post(path, "{}"), 403, "E002");
        assertThat(get(path, peer, token(peer)).statusCode()).isEqualTo(200);
        assertThat(post("room/of/" + peer.id(), "{\"a\":1}").body()).isEqualTo("{\"a\":1}");
    }

    @Test
    @DisplayName("A22: the request after a peer's burst is 429 E009 with Retry-After; others go on")
    void limits_a_peer() throws Exception {
        String token = token(peer);
        HttpResponse<String> answer = get("room/mine", peer, token);
        for (int i = 0; i < 100 && answer.statusCode() == 200; i++) {
            answer = get("room/mine", peer, token);
        }

        assertError(answer, 429, "E009");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        TestPeer other = TestPeer.stranger();
        assertThat(get("room/mine", other, token(other)).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("X27: every failure has the seed's ERROR JSON and tells nothing of our insides")
    void answers_every_failure_alike() throws Exception {
        assertError(send("GET", "nowhere", _ -> {}), 404, "E010");
        assertError(send("DELETE", "room/open", _ -> {}), 405, "E010");
        var wrongType =
                send(
                        "POST",
                        "room/of/" + peer.id(),
                        r ->
                                authorize(r, "POST", "room/of/" + peer.id())
                                        .header("Content-Type", "text/plain")
                                        .POST(BodyPublishers.ofString("x")));
        assertError(wrongType, 415, "E010");
        var broken = send("GET", "room/broken", _ -> {});
        assertError(broken, 500, "E008");
        assertThat(broken.body()).doesNotContain("secret", "xyz", "java", "Exception");
        assertError(send("GET", "room/broken-later", _ -> {}), 500, "E008");
        var refused = send("GET", "room/refused", r -> r.header("X-Request-Id", "req_abc-1"));
        assertError(refused, 403, "E002");
        assertThat(refused.body()).contains("\"request_id\":\"req_abc-1\"");
        assertThat(refused.body()).contains("\"details\":{\"record_id\":\"rec_1\"}");
    }

    @Test
    @DisplayName("X27: a body that is too large is 413 before it is read")
    void refuses_a_large_body() throws Exception {
        assertError(post("room/of/" + peer.id(), " ".repeat(65_537)), 413, "E010");
    }

    @Test
    @DisplayName("X27: who asks for application/problem+json gets RFC 9457 with the same members")
    void speaks_problem_json() throws Exception {
        var answer =
                send("GET", "room/refused", r -> r.header("Accept", "application/problem+json"));

        JsonObject body = json(answer);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(body.integer("status")).hasValue(403);
        assertThat(body.text("title")).hasValue("ACCESS_DENIED");
        assertThat(body.text("error_code")).hasValue("E002");
    }

    @Test
    @DisplayName("H02: one audit event per decision, allowed and denied, with all twelve members")
    void records_every_decision() throws Exception {
        get("room/mine", peer, token(peer));
        post("room/of/" + TestPeer.stranger().id(), "{}");

        try (TopicReader topic = TopicReader.open(Topics.AUDIT_EVENTS)) {
            JsonObject allowed = event(topic, "room.read");
            JsonObject denied = event(topic, "room.write");

            assertThat(allowed.object("data").orElseThrow().names()).hasSize(12);
            assertThat(AuditEvent.fromJson(allowed).orElseThrow().data().accessorAddress())
                    .hasValue(BlueAddress.of(peer.key().publicKey()));
            assertThat(AuditEvent.fromJson(allowed).orElseThrow().data().success()).isTrue();
            assertThat(AuditEvent.fromJson(denied).orElseThrow().data().success()).isFalse();
            assertThat(AuditEvent.fromJson(denied).orElseThrow().data().accessReason())
                    .hasValue("E002 ACCESS_DENIED");
            assertThat(denied.text("source")).hasValue("urn:blueblocks:service:kit:t1");
            assertThat(denied.text()).doesNotContain("127.0.0.1");
        }
    }

    private JsonObject event(TopicReader topic, String action) {
        var found =
                topic.await(
                        r ->
                                peer.id().toString().equals(r.key())
                                        && new String(r.value(), StandardCharsets.UTF_8)
                                                .contains(action),
                        PATIENCE);
        return Json.parse(found.value()).orElseThrow();
    }

    private static String token(TestPeer owner) {
        return owner.session(RoomResource.DISCOVERY.key(), List.of(), Instant.now());
    }

    private String url(String path) {
        return base.resolve(path).toString();
    }

    private HttpResponse<String> get(String path, TestPeer caller, String token)
            throws IOException, InterruptedException {
        return get(path, token, caller.proof("GET", url(path), token, Instant.now()));
    }

    private HttpResponse<String> get(String path, String token, String proof)
            throws IOException, InterruptedException {
        return send(
                "GET", path, r -> r.header("Authorization", "DPoP " + token).header("DPoP", proof));
    }

    private HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        return send(
                "POST",
                path,
                r ->
                        authorize(r, "POST", path)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder authorize(HttpRequest.Builder request, String method, String path) {
        String token = token(peer);
        return request.header("Authorization", "Bearer " + token)
                .header("DPoP", peer.proof(method, url(path), token, Instant.now()));
    }

    private HttpResponse<String> send(
            String method, String path, Consumer<HttpRequest.Builder> more)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).method(method, BodyPublishers.noBody());
        more.accept(request);
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    private static void assertError(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonObject body = json(answer);
        assertThat(body.names())
                .containsExactlyInAnyOrder(
                        "type",
                        "error_code",
                        "error_name",
                        "message",
                        "request_id",
                        "timestamp",
                        "details");
        assertThat(body.text("type")).hasValue("ERROR");
        assertThat(body.text("error_code")).hasValue(code);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }
}
