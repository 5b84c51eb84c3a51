package xyz.blueblocks.link.https;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.tls.TrustRoots;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.ErrorMessage;
import xyz.blueblocks.wire.token.DpopProof;

/// Calls one service of which there are several replicas.
///
/// Stays with the replica that answered last and goes on to the next when one cannot be reached or
/// says that it cannot serve now (502, 503, 504). Blocks the calling thread, so call it from a
/// virtual one. Safe for use by many threads.
public final class ServiceClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int PROOF_ID_BYTES = 16;
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    private final List<URI> replicas;
    private final HttpClient http;
    private final ExecutorService threads;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final AtomicInteger current;

    /// @param replicas base URLs, at least one; `https`, without a slash at the end
    /// @param caPem certificates that the service chains to
    /// @param random a secure source, for ids of proofs
    public ServiceClient(
            List<URI> replicas, String caPem, InstantSource clock, RandomGenerator random) {
        if (replicas.isEmpty()) {
            throw new IllegalArgumentException("replicas: none (want at least one)");
        }
        this.replicas = List.copyOf(replicas);
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        this.http =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .executor(threads)
                        .sslContext(TrustRoots.context(caPem))
                        .sslParameters(TrustRoots.tls13())
                        .build();
        this.clock = clock;
        this.random = random;
        this.current = new AtomicInteger(random.nextInt(this.replicas.size()));
    }

    /// Makes the call and reads the answer's JSON; an empty answer is an empty object.
    ///
    /// @throws CallFailed when it was refused, or no replica answered
    public JsonObject json(Call call) throws CallFailed {
        byte[] body = bytes(call);
        if (body.length == 0) {
            return Json.object().build();
        }
        return switch (Json.parse(body, call.maxAnswerBytes())) {
            case Decoded.Ok<JsonObject>(JsonObject json) -> json;
            case Decoded.Malformed<JsonObject> bad ->
                    throw CallFailed.refused(
                            ErrorCode.INVALID_FORMAT, "the answer is not JSON: " + bad.why(), 0);
        };
    }

    /// Makes the call and gives the answer's bytes.
    ///
    /// @throws CallFailed when it was refused, or no replica answered
    public byte[] bytes(Call call) throws CallFailed {
        int first = current.get();
        CallFailed last = CallFailed.unreachable("no replica was tried", new IOException());
        for (int i = 0; i < replicas.size(); i++) {
            int which = (first + i) % replicas.size();
            try {
                HttpResponse<byte[]> answer = send(replicas.get(which), call);
                if (answer.statusCode() >= BAD_GATEWAY && answer.statusCode() <= GATEWAY_TIMEOUT) {
                    last = refusal(answer);
                    continue;
                }
                current.set(which);
                if (answer.statusCode() / 100 != 2) {
                    throw refusal(answer);
                }
                return answer.body();
            } catch (IOException e) {
                if (!last.answered()) {
                    // What one replica said is worth more than that another is silent.
                    last = CallFailed.unreachable("no answer from " + replicas.get(which), e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw CallFailed.unreachable("interrupted while waiting for an answer", e);
            }
        }
        throw last;
    }

    private HttpResponse<byte[]> send(URI base, Call call)
            throws IOException, InterruptedException {
        URI target = URI.create(base + call.path());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target)
                        .timeout(ANSWER)
                        .header("Accept", "application/json, text/plain;q=0.5");
        switch (call.credential()) {
            case Credential.None _ -> {}
            case Credential.Bearer(String token) ->
                    request.header("Authorization", "Bearer " + token);
            case Credential.Session(String token, var key) ->
                    request.header("Authorization", "DPoP " + token)
                            .header(
                                    "DPoP",
                                    DpopProof.create(
                                            key,
                                            call.method(),
                                            target.toString(),
                                            token,
                                            clock.instant(),
                                            proofId()));
        }
        if (call.body().isPresent()) {
            request.header("Content-Type", "application/json")
                    .method(
                            call.method(),
                            BodyPublishers.ofByteArray(call.body().get().get().canonical()));
        } else {
            request.method(call.method(), BodyPublishers.noBody());
        }
        return http.send(
                request.build(),
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), call.maxAnswerBytes()));
    }

    private String proofId() {
        byte[] id = new byte[PROOF_ID_BYTES];
        random.nextBytes(id);
        return Text.base64url(id);
    }

    private static CallFailed refusal(HttpResponse<byte[]> answer) {
        long retryAfter =
                answer.headers()
                        .firstValue("Retry-After")
                        .filter(text -> text.matches("\\d{1,6}"))
                        .map(Long::parseLong)
                        .orElse(0L);
        return Json.parse(answer.body())
                .flatMap(ErrorMessage::fromJson)
                .toOptional()
                .map(error -> CallFailed.refused(error.code(), error.message(), retryAfter))
                .orElseGet(() ->
                        CallFailed.refused(
                                ErrorCode.TIMEOUT,
                                "status "
                                        + answer.statusCode()
                                        + " "
                                        + new String(
                                                        answer.body(),
                                                        0,
                                                        Math.min(answer.body().length, 120),
                                                        StandardCharsets.US_ASCII)
                                                .replaceAll("[^ -~]", "."),
                                retryAfter));
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
