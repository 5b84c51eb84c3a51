package xyz.blueblocks.sdk.session;

import java.util.List;
import java.util.Optional;
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
        if (policy.requirePostQuantum() && !route.postQuantum()) {
            throw new BlueBlocksException(
                    ErrorCode.ENCRYPTION_ERROR,
                    "A relay or the receiver offers no post-quantum key, and one is required here.",
                    "Send without requiring post-quantum keys, or wait until it renews its keys.");
        }
        long end = around.nanos() + Limits.HANDSHAKE_TIMEOUT.toNanos();
        try (HandshakeInitiator initiator = HandshakeInitiator.generate(true);
                OnionSetup setup = build(route, shape, initiator)) {
            var link = await(links.dial(route.firstPeer(), route.firstEndpoints()), route, end);
            Circuit circuit = await(links.begin(link, setup.packet()), route, end);
            try {
                byte[] answer = await(circuit.answer(), route, end);
                return judged(route, shape, setup, circuit, answer, listener);
            } catch (SetUpException e) {
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
            throw new SetUpException(
                    ErrorCode.TIMEOUT, "no answer within ten seconds", route.relayAt(1), false);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case CircuitClosedException closed ->
                        new SetUpException(
                                closed.why().code().orElse(ErrorCode.ROUTE_UNAVAILABLE),
                                "closed during set-up",
                                route.relayAt(1),
                                false);
                case BlueBlocksException refused ->
                        new SetUpException(
                                refused.code(), refused.whatHappened(), route.relayAt(1), false);
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
                    case SetupAnswer.RefusedAt(int hop, int error) ->
                            throw new SetUpException(
                                    ErrorCode.of(error).orElse(ErrorCode.ROUTE_UNAVAILABLE),
                                    "refused by relay " + hop,
                                    route.relayAt(hop),
                                    false);
                    case SetupAnswer.Broken(int hop) ->
                            throw new SetUpException(
                                    ErrorCode.ENCRYPTION_ERROR,
                                    "the answer does not open at place " + hop,
                                    culprit(route, hop),
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

    private static Optional<PeerId> culprit(Route route, int hop) {
        return route.relayAt(Math.min(hop, route.hops().size()));
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
