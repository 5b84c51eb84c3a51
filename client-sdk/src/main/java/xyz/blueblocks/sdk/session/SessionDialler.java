package xyz.blueblocks.sdk.session;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.onion.OnionHop;
import xyz.blueblocks.crypto.onion.OnionSetup;
import xyz.blueblocks.crypto.onion.SetupAnswer;
import xyz.blueblocks.crypto.session.AnsweredHandshake;
import xyz.blueblocks.crypto.session.HandshakeInitiator;
import xyz.blueblocks.crypto.session.SessionKeys;
import xyz.blueblocks.sdk.circuit.Circuit;
import xyz.blueblocks.sdk.circuit.CircuitClosedException;
import xyz.blueblocks.sdk.circuit.CircuitLinks;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.route.Hop;
import xyz.blueblocks.sdk.route.Route;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Handshake;
import xyz.blueblocks.wire.message.KeyTexts;

/// Begins sessions: one packet out over a route, one answer in, ten seconds at most.
///
/// Safe for threads.
public final class SessionDialler {
    private static final int NONCE_BYTES = 32;
    private static final Duration LINK_ANSWERS = Duration.ofSeconds(2);

    private final CircuitLinks links;
    private final Surroundings around;
    private final SessionPolicy policy;

    /// A dialler for the client that `links` belongs to.
    public SessionDialler(CircuitLinks links, SessionPolicy policy) {
        this.links = links;
        this.around = links.around();
        this.policy = policy;
    }

    /// Sets a circuit up and begins its session; blocks.
    ///
    /// @throws SetUpException when it could not be begun
    /// @throws BlueBlocksException E006 when policy wants post-quantum keys and the route has none
    public Session open(Route route, SessionShape shape, SessionListener listener)
            throws InterruptedException {
        return open(route, shape, listener, Limits.HANDSHAKE_TIMEOUT);
    }

    /// The same with another wait for the answer.
    ///
    /// @param patience ten seconds at most
    public Session open(
            Route route, SessionShape shape, SessionListener listener, Duration patience)
            throws InterruptedException {
        if (policy.requirePostQuantum() && !route.postQuantum()) {
            throw new BlueBlocksException(
                    ErrorCode.ENCRYPTION_ERROR,
                    "A relay or the receiver offers no post-quantum key, and one is required here.",
                    "Send without requiring post-quantum keys, or wait until it renews its keys.");
        }
        long end = around.nanos() + patience.toNanos();
        try (HandshakeInitiator initiator = HandshakeInitiator.generate(true);
                OnionSetup setup = build(route, shape, initiator)) {
            var link = await(links.dial(route.firstPeer(), route.firstEndpoints()), route, end);
            Circuit circuit = await(links.begin(link, setup.packet()), route, end);
            try {
                byte[] answer = await(circuit.answer(), route, end);
                return judged(route, shape, setup, circuit, answer, listener);
            } catch (SetUpException e) {
                if (e.code() == ErrorCode.TIMEOUT) {
                    link.probe(LINK_ANSWERS); // is it the relays behind it, or this link itself?
                }
                circuit.close(e.receiverRefused() ? ErrorCode.INVALID_FORMAT : e.code());
                throw e;
            } catch (InterruptedException e) {
                circuit.close(ErrorCode.TIMEOUT);
                throw e;
            }
        }
    }

    private OnionSetup build(Route route, SessionShape shape, HandshakeInitiator initiator) {
        var identity = links.links().identity();
        Handshake handshake =
                new Handshake(
                        Handshake.VERSION,
                        identity.self(),
                        route.destination(),
                        KeyTexts.ofX25519(initiator.ephemeralPublicKey()),
                        initiator.kemPublicKey().map(KeyTexts::ofMlKemKey),
                        policy.suites().stream().map(AeadSuite::wireName).toList(),
                        List.of(Handshake.VERSION),
                        around.now(),
                        Text.hex(around.bytes(NONCE_BYTES)));
        byte[] json =
                SignedJson.sign(handshake.toJson(), Handshake.LABEL, identity.key()).canonical();
        List<OnionHop> hops = route.hops().stream().map(SessionDialler::onion).toList();
        return OnionSetup.build(
                hops,
                new OnionSetup.Receiver(route.destination(), route.receiver().handshakeKey()),
                shape.forward(),
                shape.back(),
                around.now(),
                json,
                initiator);
    }

    private static OnionHop onion(Hop hop) {
        byte[] token = hop.token().map(each -> each.bytes()).orElseGet(() -> new byte[0]);
        return OnionHop.of(hop.relay(), hop.onionKey(), token);
    }

    private <T> T await(CompletionStage<T> stage, Route route, long end)
            throws InterruptedException {
        try {
            long left = Math.max(0, end - around.nanos());
            return stage.toCompletableFuture().get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SetUpException(ErrorCode.TIMEOUT, "no answer in time", route.relays(), false);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case CircuitClosedException closed ->
                        new SetUpException(
                                closed.why().code().orElse(ErrorCode.ROUTE_UNAVAILABLE),
                                "closed during set-up",
                                only(route.relayAt(1)),
                                false);
                case BlueBlocksException refused ->
                        new SetUpException(
                                refused.code(),
                                refused.whatHappened(),
                                only(route.relayAt(1)),
                                false);
                case null, default -> new IllegalStateException(e);
            };
        }
    }

    private Session judged(
            Route route,
            SessionShape shape,
            OnionSetup setup,
            Circuit circuit,
            byte[] answer,
            SessionListener listener) {
        AnsweredHandshake answered =
                switch (setup.answered(answer, 0, answer.length)) {
                    case SetupAnswer.Answered(var handshake) -> handshake;
                    case SetupAnswer.RefusedAt(int hop, int error) -> {
                        ErrorCode code = ErrorCode.of(error).orElse(ErrorCode.ROUTE_UNAVAILABLE);
                        throw new SetUpException(
                                code, "refused by relay " + hop, suspects(route, hop, code), false);
                    }
                    case SetupAnswer.Broken(int hop) ->
                            throw new SetUpException(
                                    ErrorCode.ENCRYPTION_ERROR,
                                    "the answer does not open at place " + hop,
                                    only(route.relayAt(Math.min(hop, route.hops().size()))),
                                    false);
                };
        boolean xwing = setup.postQuantum();
        try (answered) {
            SessionKeys keys =
                    HandshakeAnswerCheck.confirm(
                            answered,
                            links.links().identity().self(),
                            route.destination(),
                            policy,
                            around);
            return begin(route, shape, circuit, keys, xwing, listener);
        }
    }

    /// A relay that cannot reach the next one, or hears nothing from it, may be right or lie: so it
    /// is one of the two.
    private static Set<PeerId> suspects(Route route, int hop, ErrorCode code) {
        Set<PeerId> suspects = new HashSet<>(only(route.relayAt(hop)));
        if (code == ErrorCode.ROUTE_UNAVAILABLE || code == ErrorCode.TIMEOUT) {
            route.relayAt(hop + 1).ifPresent(suspects::add);
        }
        return suspects;
    }

    private static Set<PeerId> only(Optional<PeerId> relay) {
        return relay.map(Set::of).orElseGet(Set::of);
    }

    private Session begin(
            Route route,
            SessionShape shape,
            Circuit circuit,
            SessionKeys keys,
            boolean xwing,
            SessionListener listener) {
        SessionInfo info =
                new SessionInfo(
                        route.destination(),
                        true,
                        keys.suite(),
                        keys.postQuantum(),
                        xwing,
                        route.hops().stream().map(Hop::relay).toList());
        Session session = new Session(circuit, keys, info, around, SessionOpening.ready(listener));
        circuit.open(shape.forwardCellBytes(), shape.backCellBytes(), session.sink());
        session.pulse().start();
        return session;
    }
}
