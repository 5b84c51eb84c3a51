package xyz.blueblocks.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import xyz.blueblocks.crypto.tls.TrustRoots;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// A client of one replica, without any kindness: it sends what a test says.
final class Door {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client;
    private final URI base;

    private Door(HttpClient client, URI base) {
        this.client = client;
        this.base = base;
    }

    /// The door of the first replica of a kind.
    static Door of(ServiceKind kind) {
        return of(SharedStack.service(kind, 1));
    }

    /// The door of one replica.
    static Door of(ServiceId service) {
        try {
            String ca = Files.readString(SharedStack.stack().authorityFile());
            HttpClient client =
                    HttpClient.newBuilder()
                            .connectTimeout(PATIENCE)
                            .sslContext(TrustRoots.context(ca))
                            .sslParameters(TrustRoots.tls13())
                            .build();
            return new Door(client, URI.create(SharedStack.stack().layout().url(service)));
        } catch (IOException e) {
            throw new AssertionError("no authority file", e);
        }
    }

    URI url(String path) {
        return base.resolve(path);
    }

    Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    Answer post(String path, byte[] body, String... headers) {
        return send(
                request(path, headers)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(path)).timeout(PATIENCE);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(
                    answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError("no answer from " + base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// What came back.
    ///
    /// @param status of HTTP
    /// @param text body
    record Answer(int status, String text) {
        Optional<JsonObject> json() {
            return Json.parse(text.getBytes(StandardCharsets.UTF_8)).toOptional();
        }

        /// The seed's code, such as `E005`; empty when it is no error.
        String errorCode() {
            return json().flatMap(json -> json.text("error_code")).orElse("");
        }

        /// Status and code, such as `401 E005`.
        String verdict() {
            return (status + " " + errorCode()).strip();
        }
    }
}
