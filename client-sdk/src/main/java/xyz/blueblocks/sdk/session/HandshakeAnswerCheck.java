package xyz.blueblocks.sdk.session;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.session.AnsweredHandshake;
import xyz.blueblocks.crypto.session.SessionKeys;
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

/// Judges the receiver's answer: signature, both ids, version and cipher among those offered, its
/// ephemeral key, the transcript. Whatever fails, no session begins.
final class HandshakeAnswerCheck {
    private HandshakeAnswerCheck() {}

    static SessionKeys confirm(
            AnsweredHandshake answered,
            PeerId self,
            PeerId receiver,
            SessionPolicy policy,
            Surroundings around) {
        JsonObject json =
                switch (Json.parse(answered.message())) {
                    case Decoded.Ok<JsonObject>(var value) -> value;
                    case Decoded.Malformed<JsonObject> bad -> throw broken(bad.code(), bad.why());
                };
        if (json.text("type").filter("ERROR"::equals).isPresent()) {
            throw refusal(json);
        }
        HandshakeAck ack =
                switch (HandshakeAck.fromJson(json)) {
                    case Decoded.Ok<HandshakeAck>(var value) -> value;
                    case Decoded.Malformed<HandshakeAck> bad -> throw broken(bad.code(), bad.why());
                };
        AeadSuite suite = judge(answered, json, ack, self, receiver, policy, around);
        Optional<SessionKeys> keys =
                answered.confirm(
                        HandshakeAck.core(json),
                        ack.transcriptBytes(),
                        suite,
                        ack.kemCiphertextBytes(),
                        around.millis());
        return keys.orElseThrow(
                () -> broken(ErrorCode.ENCRYPTION_ERROR, "transcript or KEM ciphertext"));
    }

    private static AeadSuite judge(
            AnsweredHandshake answered,
            JsonObject json,
            HandshakeAck ack,
            PeerId self,
            PeerId receiver,
            SessionPolicy policy,
            Surroundings around) {
        if (!ack.sender().equals(receiver)
                || !SignedJson.verify(json, HandshakeAck.LABEL, receiver.publicKey())) {
            throw broken(ErrorCode.INVALID_SIGNATURE, "not signed by the receiver");
        }
        require(ack.recipient().equals(self), ErrorCode.INVALID_SIGNATURE, "for another peer");
        require(
                ack.version().equals(Handshake.VERSION),
                ErrorCode.INVALID_VERSION,
                "a version that was not offered");
        require(
                TimeWindow.holds(ack.timestamp(), around.now()),
                ErrorCode.REPLAY_DETECTED,
                "answer too old or too new; compare the clocks");
        require(
                MessageDigest.isEqual(ack.ephemeralKeyBytes(), answered.responderEphemeral()),
                ErrorCode.ENCRYPTION_ERROR,
                "another ephemeral key");
        return AeadSuite.ofWireName(ack.cipher())
                .filter(policy.suites()::contains)
                .orElseThrow(
                        () -> broken(ErrorCode.ENCRYPTION_ERROR, "a cipher that was not offered"));
    }

    private static void require(boolean holds, ErrorCode code, String why) {
        if (!holds) {
            throw broken(code, why);
        }
    }

    /// Only who holds the receiver's handshake key could write it, so it is the receiver's word.
    private static SetUpException refusal(JsonObject json) {
        return switch (ErrorMessage.fromJson(json)) {
            case Decoded.Ok<ErrorMessage>(var error) ->
                    new SetUpException(error.code(), "the receiver refused", Set.of(), true);
            case Decoded.Malformed<ErrorMessage> bad -> broken(bad.code(), bad.why());
        };
    }

    private static SetUpException broken(ErrorCode code, String why) {
        return new SetUpException(code, "handshake answer: " + why, Set.of(), true);
    }
}
