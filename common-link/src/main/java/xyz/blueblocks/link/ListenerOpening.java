package xyz.blueblocks.link;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
import xyz.blueblocks.wire.frame.FrameLayout;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.frame.LinkHandshake;

/// The listening half of a link handshake: HANDSHAKE in, HANDSHAKE_ACK (or a signed refusal) out.
///
/// An agreed step grants nothing yet: a HANDSHAKE can be replayed by whoever recorded it, so the
/// caller waits for one more frame that verifies under the link's own secrets.
///
/// Source: docs/spec/link.md, "Opening".
final class ListenerOpening {
    private final LinkIdentity self;
    private final Optional<TokenSubject> upgraded;
    private byte @Nullable [] answer;

    /// @param upgraded the subject of the token that the WebSocket upgrade carried
    ListenerOpening(LinkIdentity self, Optional<TokenSubject> upgraded) {
        this.self = self;
        this.upgraded = upgraded;
    }

    /// Judges the first frame of a dialler and makes the answer to it.
    OpeningStep receive(byte[] frame) {
        OpeningStep step = judge(frame);
        if (step instanceof OpeningStep.Refused(var error, _, _)) {
            answer = source(frame).map(peer -> refusal(peer, error, frame)).orElse(null);
        }
        return step;
    }

    /// What to send now: HANDSHAKE_ACK, or a CLOSE that says why not; null where nobody can be
    /// named as its reader.
    byte @Nullable [] answer() {
        return answer;
    }

    private OpeningStep judge(byte[] frame) {
        if (!OpeningFrames.isType(frame, FrameType.HANDSHAKE)) {
            return malformed("something came before HANDSHAKE");
        }
        Optional<PeerId> source = source(frame);
        if (source.isEmpty() || !FrameLayout.readCircuit(frame, 0).isLink()) {
            return malformed("routing of HANDSHAKE");
        }
        if (!FrameLayout.destinationIs(frame, 0, self.self().bytes())) {
            return new OpeningStep.Refused(
                    ErrorCode.PEER_NOT_FOUND, false, "another peer was dialled");
        }
        return switch (OpeningFrames.readFirst(frame)) {
            case Decoded.Malformed<LinkHandshake> bad ->
                    new OpeningStep.Refused(bad.code(), false, bad.why());
            case Decoded.Ok<LinkHandshake>(var first) -> admit(frame, source.get(), first);
        };
    }

    private OpeningStep admit(byte[] frame, PeerId peer, LinkHandshake first) {
        if (first.token().isEmpty() != upgraded.isPresent()) {
            return malformed("the token belongs in the upgrade or here, once");
        }
        if (!LinkHandshakeAuth.verifyHandshake(frame, peer.publicKey())) {
            return refused("HANDSHAKE is not signed by its source");
        }
        Optional<TokenSubject> token =
                upgraded.isPresent() ? upgraded : self.tokens().check(first.token());
        if (token.isEmpty() || !token.get().peer().equals(peer)) {
            return refused("no session token of the source");
        }
        return agree(frame, peer, first, token);
    }

    private OpeningStep agree(
            byte[] handshake, PeerId peer, LinkHandshake first, Optional<TokenSubject> token) {
        try (X25519PrivateKey ephemeral = X25519PrivateKey.generate()) {
            Optional<SecretBytes> shared =
                    X25519PublicKey.decode(first.ephemeral()).flatMap(ephemeral::agree);
            if (shared.isEmpty()) {
                return refused("the key of HANDSHAKE cannot be");
            }
            try (SecretBytes secret = shared.get()) {
                byte[] ack =
                        OpeningFrames.first(FrameType.HANDSHAKE_ACK, self, peer, ephemeral, "");
                LinkHandshakeAuth.signAck(ack, handshake, input -> self.key().sign(input));
                answer = ack;
                LinkSecrets secrets = LinkSecrets.of(handshake, ack);
                FrameAuth auth =
                        self.linkMac() && first.linkMac()
                                ? secrets.macs(LinkRole.LISTENER, secret)
                                : secrets.signatures(
                                        input -> self.key().sign(input), peer.publicKey());
                return new OpeningStep.Agreed(peer, auth, token);
            }
        }
    }

    private byte[] refusal(PeerId peer, ErrorCode error, byte[] handshake) {
        byte[] close = OpeningFrames.close(self, peer, error);
        LinkHandshakeAuth.signAck(close, handshake, input -> self.key().sign(input));
        return close;
    }

    private static Optional<PeerId> source(byte[] frame) {
        return FrameLayout.routingHolds(frame, 0)
                ? PeerId.decode(
                        Arrays.copyOfRange(
                                frame,
                                FrameLayout.SOURCE_OFFSET,
                                FrameLayout.SOURCE_OFFSET + FrameLayout.PEER_ID))
                : Optional.empty();
    }

    private static OpeningStep malformed(String why) {
        return new OpeningStep.Refused(ErrorCode.INVALID_FORMAT, false, why);
    }

    private static OpeningStep refused(String why) {
        return new OpeningStep.Refused(ErrorCode.INVALID_SIGNATURE, false, why);
    }
}
