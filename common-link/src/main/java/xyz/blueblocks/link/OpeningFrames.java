package xyz.blueblocks.link;

import java.util.Arrays;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.kem.X25519PrivateKey;
import xyz.blueblocks.crypto.linkauth.LinkHandshakeAuth;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.ClosePayload;
import xyz.blueblocks.wire.frame.FrameLayout;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.frame.LinkHandshake;

/// The frames of a link handshake, still without authentication.
final class OpeningFrames {
    /// Longest whole frame before the other end has shown who it is: one with the longest token.
    static final int MAX_FRAME = FrameLayout.OVERHEAD + 70 + 4096;

    /// Longest first frame under the link's own secrets: a circuit's set-up fits.
    static final int MAX_FIRST = FrameLayout.OVERHEAD + (16 << 10);

    /// Longest whole frame afterwards.
    static final int MAX_ANY = FrameLayout.frameBytes(FrameLayout.MAX_LENGTH);

    private static final int NONCE_BYTES = 32;

    private OpeningFrames() {}

    static byte[] first(
            FrameType type,
            LinkIdentity self,
            PeerId peer,
            X25519PrivateKey ephemeral,
            String token) {
        byte[] payload =
                new LinkHandshake(
                                self.linkMac() ? LinkHandshake.LINK_MAC : 0,
                                ephemeral.publicKey().bytes(),
                                nonce(),
                                token)
                        .encode();
        return frame(type, self.self(), peer, payload);
    }

    private static byte[] nonce() {
        try (SecretBytes random = SecretBytes.random(NONCE_BYTES)) {
            return random.copy();
        }
    }

    static byte[] close(LinkIdentity self, PeerId peer, ErrorCode error) {
        return frame(
                FrameType.CLOSE,
                self.self(),
                peer,
                ClosePayload.of(error, CloseLimit.NONE).encode());
    }

    /// A refusal of something whose sender is not known, so it names this end twice.
    static byte[] closeUnread(LinkIdentity self, ErrorCode error) {
        byte[] close = close(self, self.self(), error);
        LinkHandshakeAuth.signHandshake(close, input -> self.key().sign(input));
        return close;
    }

    static Decoded<LinkHandshake> readFirst(byte[] frame) {
        return LinkHandshake.decode(payload(frame));
    }

    static byte[] payload(byte[] frame) {
        return Arrays.copyOfRange(
                frame, FrameLayout.PAYLOAD_OFFSET, frame.length - FrameLayout.AUTH);
    }

    static boolean isType(byte[] frame, FrameType type) {
        return FrameLayout.readType(frame, 0) == type.value();
    }

    private static byte[] frame(FrameType type, PeerId from, PeerId to, byte[] payload) {
        byte[] out = new byte[FrameLayout.OVERHEAD + payload.length];
        FrameLayout.write(out, 0, type, from, to, CircuitId.ZERO, payload.length);
        System.arraycopy(payload, 0, out, FrameLayout.PAYLOAD_OFFSET, payload.length);
        return out;
    }
}
