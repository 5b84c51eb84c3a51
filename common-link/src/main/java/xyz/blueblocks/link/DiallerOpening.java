package xyz.blueblocks.link;

import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.kem.X25519PrivateKey;
import xyz.blueblocks.crypto.kem.X25519PublicKey;
import xyz.blueblocks.crypto.linkauth.FrameAuth;
import xyz.blueblocks.crypto.linkauth.LinkHandshakeAuth;
import xyz.blueblocks.crypto.linkauth.LinkRole;
import xyz.blueblocks.crypto.linkauth.LinkSecrets;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.ClosePayload;
import xyz.blueblocks.wire.frame.FrameLayout;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.frame.LinkHandshake;

/// The dialling half of a link handshake: HANDSHAKE out, HANDSHAKE_ACK in.
///
/// The peer's answer covers this end's fresh key and nonce, so it cannot have been recorded.
///
/// Source: docs/spec/link.md, "Opening".
final class DiallerOpening implements AutoCloseable {
    private final LinkIdentity self;
    private final PeerId expected;
    private final X25519PrivateKey ephemeral = X25519PrivateKey.generate();
    private final byte[] handshake;

    /// @param token the session token, or empty where the upgrade carries it
    DiallerOpening(LinkIdentity self, PeerId expected, String token) {
        this.self = self;
        this.expected = expected;
        handshake = OpeningFrames.first(FrameType.HANDSHAKE, self, expected, ephemeral, token);
        LinkHandshakeAuth.signHandshake(handshake, input -> self.key().sign(input));
    }

    /// The frame to send first.
    byte[] handshake() {
        return handshake;
    }

    /// Judges the first frame that came back.
    OpeningStep receive(byte[] frame) {
        if (!FrameLayout.routingHolds(frame, 0)
                || !FrameLayout.sourceIs(frame, 0, expected.bytes())
                || !FrameLayout.readCircuit(frame, 0).isLink()) {
            return refused("another peer answered");
        }
        if (OpeningFrames.isType(frame, FrameType.CLOSE)) {
            return closed(frame);
        }
        if (!FrameLayout.destinationIs(frame, 0, self.self().bytes())) {
            return refused("the answer is for somebody else");
        }
        if (!OpeningFrames.isType(frame, FrameType.HANDSHAKE_ACK)) {
            return new OpeningStep.Refused(
                    ErrorCode.INVALID_FORMAT, false, "no HANDSHAKE_ACK came first");
        }
        if (!LinkHandshakeAuth.verifyAck(frame, handshake, expected.publicKey())) {
            return refused("the answer is not signed by the peer that was dialled");
        }
        return switch (OpeningFrames.readFirst(frame)) {
            case Decoded.Malformed<LinkHandshake> bad ->
                    new OpeningStep.Refused(bad.code(), false, bad.why());
            case Decoded.Ok<LinkHandshake>(var first) -> agree(frame, first);
        };
    }

    private OpeningStep agree(byte[] ack, LinkHandshake first) {
        Optional<SecretBytes> shared =
                X25519PublicKey.decode(first.ephemeral()).flatMap(ephemeral::agree);
        if (shared.isEmpty() || !first.token().isEmpty()) {
            return refused("the answer's key or token cannot be");
        }
        try (SecretBytes secret = shared.get()) {
            LinkSecrets secrets = LinkSecrets.of(handshake, ack);
            FrameAuth auth =
                    self.linkMac() && first.linkMac()
                            ? secrets.macs(LinkRole.DIALLER, secret)
                            : secrets.signatures(
                                    input -> self.key().sign(input), expected.publicKey());
            return new OpeningStep.Agreed(expected, auth, Optional.empty());
        }
    }

    private OpeningStep closed(byte[] frame) {
        if (!LinkHandshakeAuth.verifyAck(frame, handshake, expected.publicKey())
                && !LinkHandshakeAuth.verifyHandshake(frame, expected.publicKey())) {
            return refused("a refusal that the peer did not sign");
        }
        byte[] payload = OpeningFrames.payload(frame);
        ErrorCode error =
                ClosePayload.decode(payload, 0, payload.length)
                        .toOptional()
                        .flatMap(ClosePayload::error)
                        .orElse(ErrorCode.INVALID_FORMAT);
        return new OpeningStep.Refused(error, true, "refused by the peer");
    }

    private static OpeningStep refused(String why) {
        return new OpeningStep.Refused(ErrorCode.INVALID_SIGNATURE, false, why);
    }

    @Override
    public void close() {
        ephemeral.close();
    }
}
