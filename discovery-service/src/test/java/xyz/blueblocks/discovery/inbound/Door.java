package xyz.blueblocks.discovery.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import xyz.blueblocks.servicekit.testing.TestPeer;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Capability;

/// A client of one replica, without any kindness: it sends what a test says.
final class Door {
    private static final HttpClient PLAIN = HttpClient.newHttpClient();

    private final HttpClient client;
    private final URI base;

    Door(URI base) {
        this(PLAIN, base);
    }

    Door(HttpClient client, URI base) {
        this.client = client;
        this.base = base.resolve("/api/v1/");
    }

    /// Registers with a fitting invitation and gives the session token.
    String join(TestPeer peer, Capability... capabilities) {
        Reply reply =
                register(
                        Bodies.register(peer, capabilities).canonical(),
                        Bodies.invitation(capabilities));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.json().text("token").orElseThrow();
    }

    Reply register(byte[] body, String bearer) {
        return send(
                request("peers/register")
                        .header("Authorization", "Bearer " + bearer)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body)));
    }

    Reply get(TestPeer caller, String token, String path) {
        return send(authorized(caller, token, "GET", path).GET());
    }

    Reply call(TestPeer caller, String token, String method, String path, JsonObject body) {
        return call(caller, token, method, path, body.canonical());
    }

    Reply call(TestPeer caller, String token, String method, String path, byte[] body) {
        return send(
                authorized(caller, token, method, path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofByteArray(body)));
    }

    Reply beat(TestPeer peer, String token) {
        return call(peer, token, "POST", beatPath(peer), Bodies.heartbeat(peer, Bodies.now()));
    }

    static String beatPath(TestPeer peer) {
        return "peers/" + peer.id() + "/heartbeat";
    }

    HttpRequest.Builder authorized(TestPeer caller, String token, String method, String path) {
        return request(path)
                .header("Authorization", "DPoP " + token)
                .header(
                        "DPoP",
                        caller.proof(method, base.resolve(path).toString(), token, Instant.now()));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path));
    }

    Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(client.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// An answer.
    static final class Reply {
        private final HttpResponse<byte[]> response;

        Reply(HttpResponse<byte[]> response) {
            this.response = response;
        }

        int status() {
            return response.statusCode();
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        JsonObject json() {
            return Json.parse(response.body(), Limits.MAX_LIST_JSON_BYTES).orElseThrow();
        }

        /// Asserts the seed's ERROR JSON.
        Reply isError(int status, String code) {
            assertThat(status()).as(text()).isEqualTo(status);
            assertThat(json().text("type")).as(text()).hasValue("ERROR");
            assertThat(json().text("error_code")).as(text()).hasValue(code);
            assertThat(json().names()).hasSize(7);
            return this;
        }

        Reply is(int status) {
            assertThat(status()).as(text()).isEqualTo(status);
            return this;
        }
    }
}
