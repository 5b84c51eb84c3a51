package xyz.blueblocks.cli.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import javax.net.ssl.SSLException;
import xyz.blueblocks.cli.terminal.Durations;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.crypto.tls.TrustRoots;
import xyz.blueblocks.wire.audit.LogVerifier;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.message.ErrorMessage;
import xyz.blueblocks.wire.message.Invite;

/// Each replica of discovery and audit-service: reachable, TLS by the pinned authority, right time,
/// right log.
final class ServiceChecks implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    /// The Date header has whole seconds.
    private static final Duration UNREMARKABLE = Duration.ofSeconds(5);

    /// Signed messages are good for two minutes around their time.
    private static final Duration TOO_MUCH = Duration.ofSeconds(120);

    private final Terminal terminal;
    private final Invite invite;
    private final HttpClient http;

    ServiceChecks(Terminal terminal, Invite invite) {
        this.terminal = terminal;
        this.invite = invite;
        this.http =
                HttpClient.newBuilder()
                        .connectTimeout(PATIENCE)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .sslContext(TrustRoots.context(invite.caPem()))
                        .sslParameters(TrustRoots.tls13())
                        .build();
    }

    /// All replicas at once; findings in the order of the invite.
    List<Finding> all() {
        List<CompletableFuture<List<Finding>>> asked = new ArrayList<>();
        for (String url : invite.discovery()) {
            asked.add(ask("discovery", url, "/api/v1/limits", ServiceChecks::discovery));
            asked.add(askTime(url));
        }
        for (String url : invite.audit()) {
            asked.add(ask("audit", url, "/checkpoint", this::audit));
        }
        return asked.stream().flatMap(each -> each.join().stream()).toList();
    }

    private CompletableFuture<List<Finding>> ask(
            String service,
            String url,
            String path,
            BiFunction<String, Answer, List<Finding>> judge) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).build();
        long began = terminal.surroundings().nanos();
        return http.sendAsync(
                        request,
                        HttpResponse.BodyHandlers.limiting(
                                HttpResponse.BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES))
                .handle((answer, failure) -> {
                    if (failure != null) return List.of(unreachable(service, url, failure));
                    Duration took = Duration.ofNanos(terminal.surroundings().nanos() - began);
                    if (answer.statusCode() != 200) {
                        return List.of(
                                Finding.fail(
                                        service,
                                        url + " answers with status " + answer.statusCode(),
                                        "It is up but not well; tell the network's admin."));
                    }
                    return judge.apply(url, new Answer(answer, took));
                });
    }

    private record Answer(HttpResponse<byte[]> http, Duration took) {
        String text() {
            return new String(http.body(), StandardCharsets.UTF_8);
        }
    }

    /// A refusal says when it was written: the peers are for those who show who they are.
    private CompletableFuture<List<Finding>> askTime(String url) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/api/v1/peers")).timeout(PATIENCE).build();
        long began = terminal.surroundings().nanos();
        return http.sendAsync(
                        request,
                        HttpResponse.BodyHandlers.limiting(
                                HttpResponse.BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES))
                .handle((answer, failure) -> {
                    if (failure != null) return List.of(); // the other question tells
                    Duration took = Duration.ofNanos(terminal.surroundings().nanos() - began);
                    return Json.parse(answer.body())
                            .toOptional()
                            .flatMap(json -> ErrorMessage.fromJson(json).toOptional())
                            .map(refusal -> List.of(clock(refusal.timestamp(), took)))
                            .orElse(List.of());
                });
    }

    private static List<Finding> discovery(String url, Answer answer) {
        return List.of(Finding.ok("discovery", url + " answers in " + took(answer) + ", TLS 1.3"));
    }

    private List<Finding> audit(String url, Answer answer) {
        boolean signed =
                LogVerifier.of(invite.logKey())
                        .flatMap(log -> log.checkpoint(answer.text()))
                        .isPresent();
        return List.of(
                signed
                        ? Finding.ok(
                                "audit",
                                url + " answers in " + took(answer) + ", log key as pinned")
                        : Finding.fail(
                                "audit",
                                url + " shows a log that the pinned key did not sign",
                                "Tell the network's admin: it is another log, or somebody in between."));
    }

    private static String took(Answer answer) {
        return answer.took().toMillis() + " ms";
    }

    /// The answer was under way for a part of the time it took; only more than that is a
    /// difference.
    private Finding clock(Instant theirs, Duration took) {
        Duration apart = Duration.between(theirs, terminal.now()).abs();
        Duration skew = apart.compareTo(took) > 0 ? apart.minus(took) : Duration.ZERO;
        String seen = "differs from discovery's by " + Durations.text(skew);
        if (skew.compareTo(UNREMARKABLE) <= 0) return Finding.ok("clock", seen);
        String advice = "Set the clock: timedatectl set-ntp true";
        return skew.compareTo(TOO_MUCH) <= 0
                ? Finding.warn("clock", seen, advice)
                : Finding.fail("clock", seen + "; signatures are refused beyond 120 s", advice);
    }

    private static Finding unreachable(String service, String url, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return switch (cause) {
            case SSLException tls ->
                    Finding.fail(
                            service,
                            url
                                    + " has no certificate of the pinned authority: "
                                    + tls.getMessage(),
                            "Somebody may be in between, or the certificates were renewed: ask the network's admin.");
            case HttpTimeoutException _ ->
                    Finding.fail(
                            service,
                            url + " does not answer within " + PATIENCE.toSeconds() + " s",
                            "Check the network connection and any firewall.");
            case ConnectException refused ->
                    Finding.fail(
                            service,
                            url
                                    + " takes no connection"
                                    + Optional.ofNullable(refused.getMessage())
                                            .map(why -> ": " + why)
                                            .orElse(""),
                            "Is it up? For a local stack: bb status");
            case IOException io -> Finding.fail(service, url + ": " + io.getMessage(), "");
            default -> Finding.fail(service, url + ": " + cause, "");
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
