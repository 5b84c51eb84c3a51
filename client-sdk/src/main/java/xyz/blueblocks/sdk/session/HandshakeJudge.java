package xyz.blueblocks.sdk.session;

import java.util.Optional;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.session.AcceptedHandshake;
import xyz.blueblocks.crypto.session.HandshakeResponder;
import xyz.blueblocks.link.LinkIdentity;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.TimeWindow;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.ErrorMessage;
import xyz.blueblocks.wire.message.Handshake;
import xyz.blueblocks.wire.message.HandshakeAck;
import xyz.blueblocks.wire.message.KeyTexts;

/// Judges a HANDSHAKE and writes what answers it.
final class HandshakeJudge {
    private static final int NONCE_BYTES = 32;
    private static final int MOST_SEEN = 65_536;
    private static final int MOST_SEEN_PER_SENDER = 12_288;
    private static final byte[] UNFIXED = new byte[32];

    private final LinkIdentity identity;
    private final SessionPolicy policy;
    private final SessionGate gate;
    private final Surroundings around;
    private final SeenHandshakes seen = new SeenHandshakes(MOST_SEEN, MOST_SEEN_PER_SENDER);

    HandshakeJudge(
            LinkIdentity identity, SessionPolicy policy, SessionGate gate, Surroundings around) {
        this.identity = identity;
        this.policy = policy;
        this.gate = gate;
        this.around = around;
    }

    /// What is to be done about a HANDSHAKE.
    sealed interface Verdict {
        /// Not even an answer can be sealed: CLOSE.
        record Unusable(ErrorCode code) implements Verdict {}

        /// Answered with an ERROR.
        record Unwanted(AcceptedHandshake accepted, ErrorCode code) implements Verdict {}

        /// Answered with HANDSHAKE_ACK.
        record Wanted(AcceptedHandshake accepted, Handshake handshake, AeadSuite suite)
                implements Verdict {}
    }

    Verdict judge(HandshakeResponder responder) {
        Decoded<JsonObject> parsed = Json.parse(responder.handshake());
        if (!(parsed instanceof Decoded.Ok<JsonObject>(var json))) {
            return new Verdict.Unusable(ErrorCode.INVALID_FORMAT);
        }
        if (!(Handshake.fromJson(json) instanceof Decoded.Ok<Handshake>(var handshake))) {
            return new Verdict.Unusable(ErrorCode.INVALID_FORMAT);
        }
        Optional<AcceptedHandshake> accepted =
                responder.accept(handshake.ephemeralKeyBytes(), handshake.kemKeyBytes());
        if (accepted.isEmpty()) {
            return new Verdict.Unusable(ErrorCode.INVALID_FORMAT);
        }
        Optional<AeadSuite> suite =
                handshake.ciphers().stream()
                        .flatMap(name -> AeadSuite.ofWireName(name).stream())
                        .filter(policy.suites()::contains)
                        .findFirst();
        Optional<ErrorCode> wrong = wrong(json, handshake, suite);
        return wrong.isPresent()
                ? new Verdict.Unwanted(accepted.get(), wrong.get())
                : new Verdict.Wanted(accepted.get(), handshake, suite.orElseThrow());
    }

    private Optional<ErrorCode> wrong(
            JsonObject json, Handshake handshake, Optional<AeadSuite> suite) {
        if (!handshake.recipient().equals(identity.self())
                || !SignedJson.verify(json, Handshake.LABEL, handshake.sender().publicKey())) {
            return Optional.of(ErrorCode.INVALID_SIGNATURE);
        }
        if (!handshake.versions().contains(Handshake.VERSION)) {
            return Optional.of(ErrorCode.INVALID_VERSION);
        }
        if (!TimeWindow.holds(handshake.timestamp(), around.now())) {
            return Optional.of(ErrorCode.REPLAY_DETECTED);
        }
        // A stranger uses up nothing of the memory below.
        if (!gate.admits(handshake.sender())) {
            return Optional.of(ErrorCode.ACCESS_DENIED);
        }
        if (suite.isEmpty() || (policy.requirePostQuantum() && handshake.kemKey().isEmpty())) {
            return Optional.of(ErrorCode.ENCRYPTION_ERROR);
        }
        return switch (seen.enter(handshake.sender(), handshake.nonce(), around.now())) {
            case FRESH -> Optional.empty();
            case REPLAYED -> Optional.of(ErrorCode.REPLAY_DETECTED);
            case FULL -> Optional.of(ErrorCode.RATE_LIMITED);
        };
    }

    /// HANDSHAKE_ACK, sealed, and the keys that it promises.
    AcceptedHandshake.Established answer(
            AcceptedHandshake accepted, Handshake handshake, AeadSuite suite) {
        byte[] kem = accepted.kemCiphertext();
        HandshakeAck draft =
                new HandshakeAck(
                        Handshake.VERSION,
                        identity.self(),
                        handshake.sender(),
                        KeyTexts.ofX25519(accepted.ephemeralPublicKey()),
                        suite.wireName(),
                        kem.length == 0
                                ? Optional.empty()
                                : Optional.of(KeyTexts.ofMlKemCiphertext(kem)),
                        around.now(),
                        Text.hex(around.bytes(NONCE_BYTES)),
                        HandshakeAck.transcriptText(UNFIXED));
        byte[] transcript = accepted.transcript(HandshakeAck.core(draft.toJson()), suite);
        JsonObject ack = draft.withTranscript(transcript).toJson();
        byte[] signed = SignedJson.sign(ack, HandshakeAck.LABEL, identity.key()).canonical();
        return accepted.answer(signed, around.millis());
    }

    /// An ERROR, sealed.
    byte[] refusal(AcceptedHandshake accepted, ErrorCode code) {
        try (accepted) {
            ErrorMessage error =
                    ErrorMessage.of(
                            code,
                            "The session was refused.",
                            Text.hex(around.bytes(8)),
                            around.now());
            return accepted.refuse(error.toJson().canonical());
        }
    }
}
