package xyz.blueblocks.servicekit.auth;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.servicekit.config.ServiceSettings;
import xyz.blueblocks.servicekit.error.Refused;
import xyz.blueblocks.servicekit.limit.ReplayGuard;
import xyz.blueblocks.servicekit.limit.TokenBuckets;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.token.DpopProof;
import xyz.blueblocks.wire.token.SessionToken;

/// Lets a request to a [PeerOnly] method pass when it carries a session token of this network and a
/// fresh proof by the key that the token is bound to (rows A08, A09).
///
/// Cheapest first: form, token, proof, path, rate of the peer, replay of the proof. Two Ed25519
/// verifications, on the event loop; replay may take the shared memory's time.
// A proxy on purpose: JAX-RS holds its filters from before the settings are known.
@ApplicationScoped
public final class PeerAuthentication {
    private static final String PROOF = "DPoP";
    // Reading about another peer is what a directory is for; acting in its name is not.
    private static final Set<String> OWN_PATH = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final SessionKeys keys;
    private final ReplayGuard replay;
    private final InstantSource clock;
    private final CurrentVertxRequest current;
    private final ServiceSettings settings;
    private final TokenBuckets<String> peers;

    /// Made by CDI.
    @Inject
    public PeerAuthentication(
            SessionKeys keys,
            ReplayGuard replay,
            InstantSource clock,
            CurrentVertxRequest current,
            ServiceSettings settings) {
        this.keys = keys;
        this.replay = replay;
        this.clock = clock;
        this.current = current;
        this.settings = settings;
        ServiceSettings.RateLimits limits = settings.limits();
        this.peers =
                new TokenBuckets<>(limits.peerPerSecond(), limits.peerBurst(), limits.callers());
    }

    /// Authenticates a request, or refuses it.
    @PeerOnly
    @ServerRequestFilter(nonBlocking = true)
    public Uni<Response> authenticate(ContainerRequestContext request) {
        Instant now = clock.instant();
        return switch (judge(request, now)) {
            case Decoded.Malformed<Caller> refused ->
                    Uni.createFrom().failure(Refused.of(refused.code(), refused.why()));
            case Decoded.Ok<Caller>(Caller caller) -> admit(request, caller, now);
        };
    }

    private Decoded<Caller> judge(ContainerRequestContext request, Instant now) {
        Optional<String> token = token(request.getHeaderString(HttpHeaders.AUTHORIZATION));
        String proof = request.getHeaderString(PROOF);
        if (token.isEmpty() || proof == null) {
            return Decoded.malformed(
                    ErrorCode.INVALID_SIGNATURE, "want a session token and a DPoP proof", -1);
        }
        return SessionToken.verify(token.get(), keys.keys(), settings.audience(), now)
                .flatMap(session ->
                        proof(proof, request.getMethod(), token.get(), now)
                                .flatMap(made -> caller(session, made)));
    }

    /// The proof, made for this request under any of the names that this service is called by.
    private Decoded<DpopProof> proof(String proof, String method, String token, Instant now) {
        Decoded<DpopProof> last =
                Decoded.malformed(ErrorCode.INVALID_SIGNATURE, "proof: no address", -1);
        for (String url : addresses()) {
            last = DpopProof.verify(proof, method, url, token, now);
            if (last instanceof Decoded.Ok) {
                return last;
            }
        }
        return last;
    }

    private List<String> addresses() {
        RoutingContext request = current.getCurrent();
        String path = request.request().path();
        return settings.publicUrls()
                .map(urls ->
                        urls.stream()
                                .map(base -> URI.create(base).resolve(path).toString())
                                .toList())
                .orElseGet(() -> List.of(request.request().absoluteURI()));
    }

    private static Decoded<Caller> caller(SessionToken session, DpopProof proof) {
        return proof.key().equals(session.subject().publicKey())
                ? Decoded.ok(new Caller(session, proof))
                : Decoded.malformed(
                        ErrorCode.INVALID_SIGNATURE, "proof: not by the token's key", -1);
    }

    private Uni<Response> admit(ContainerRequestContext request, Caller caller, Instant now) {
        new AuthenticatedPeer(caller.session).attach(current.getCurrent());
        String named = request.getUriInfo().getPathParameters().getFirst("peer_id");
        boolean own = named == null || named.equals(caller.session.subject().toString());
        if (!own && OWN_PATH.contains(request.getMethod())) {
            return Uni.createFrom()
                    .failure(Refused.of(ErrorCode.ACCESS_DENIED, "not your own peer id"));
        }
        Duration wait = peers.take(caller.session.subject().toString(), System.nanoTime());
        if (!wait.isZero()) {
            return Uni.createFrom()
                    .failure(Refused.tooMany("too many requests of this peer", wait));
        }
        return Uni.createFrom()
                .completionStage(
                        () -> replay.remember(caller.session.subject(), caller.proof.id(), now))
                .flatMap(PeerAuthentication::verdict);
    }

    private static Uni<Response> verdict(ReplayGuard.Verdict verdict) {
        return switch (verdict) {
            case FRESH -> Uni.createFrom().nullItem();
            case REPLAYED ->
                    Uni.createFrom()
                            .failure(Refused.of(ErrorCode.REPLAY_DETECTED, "proof: used before"));
            case FULL ->
                    Uni.createFrom()
                            .failure(
                                    Refused.tooMany(
                                            "too many proofs of this peer", Duration.ofMinutes(1)));
            case UNAVAILABLE ->
                    Uni.createFrom().failure(Refused.unavailable("cannot check the proof now"));
        };
    }

    /// The token of `DPoP <token>` (RFC 9449) or `Bearer <token>` (the seed).
    private static Optional<String> token(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        int space = header.indexOf(' ');
        String scheme = space < 0 ? "" : header.substring(0, space);
        return scheme.equalsIgnoreCase("DPoP") || scheme.equalsIgnoreCase("Bearer")
                ? Optional.of(header.substring(space + 1).strip())
                : Optional.empty();
    }

    private record Caller(SessionToken session, DpopProof proof) {}
}
