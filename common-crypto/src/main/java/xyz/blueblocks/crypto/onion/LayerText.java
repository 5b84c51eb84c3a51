package xyz.blueblocks.crypto.onion;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.kem.X25519PublicKey;
import xyz.blueblocks.crypto.session.ZeroFiller;

/// Plaintext of a relay's layer.
///
/// ```
/// offset  size  field
///      0     1  version    1
///      1     1  place      1..5, counted from the sender
///      2     1  action     0 FORWARD, 1 DELIVER, 2 HOLD (reserved)
///      3     1  k forward
///      4     1  k back
///      5     3  zeros
///      8     4  issued     seconds since the Unix epoch
///     12    32  e_s        the sender's ephemeral X25519 key for this hop
///     44    38  next       relay or receiver
///     82     2  n
///     84     n  token      zeros after it to 384
///    384        the next packet without its zeros
/// ```
///
/// Source: docs/spec/circuit.md, section 3.
final class LayerText {
    static final int FIXED = 384;
    static final int TOKEN_AT = 84;
    static final int MAX_TOKEN = FIXED - TOKEN_AT;
    static final int HOLD = 2;

    private static final int VERSION = 1;
    private static final int EPHEMERAL_AT = 12;
    private static final int NEXT_AT = 44;
    private static final int TOKEN_SIZE_AT = 82;
    private static final int ISSUED_AT = 8;
    private static final int RESERVED_AT = 5;

    private final byte[] text;
    private final X25519PublicKey ephemeral;
    private final PeerId next;

    private LayerText(byte[] text, X25519PublicKey ephemeral, PeerId next) {
        this.text = text;
        this.ephemeral = ephemeral;
        this.next = next;
    }

    /// Reads what a relay opened; empty when it is malformed (`E010`).
    static Optional<LayerText> parse(byte[] text) {
        if (text.length < FIXED + OnionPacket.HEADER + OnionPacket.TAG || !sound(text)) {
            return Optional.empty();
        }
        int inner = OnionPacket.u16(text, FIXED + 10);
        if (text.length != FIXED + OnionPacket.HEADER + inner) {
            return Optional.empty();
        }
        Optional<X25519PublicKey> ephemeral =
                X25519PublicKey.decode(Arrays.copyOfRange(text, EPHEMERAL_AT, NEXT_AT));
        Optional<PeerId> next = PeerId.decode(Arrays.copyOfRange(text, NEXT_AT, TOKEN_SIZE_AT));
        if (ephemeral.isEmpty() || next.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LayerText(text, ephemeral.get(), next.get()));
    }

    private static boolean sound(byte[] text) {
        int token = OnionPacket.u16(text, TOKEN_SIZE_AT);
        return text[0] == VERSION
                && text[1] >= 1
                && text[1] <= OnionPacket.MAX_RELAYS
                && text[2] >= 0
                && text[2] <= HOLD
                && CellSize.valid(text[3])
                && CellSize.valid(text[4])
                && ZeroFiller.isZero(text, RESERVED_AT, ISSUED_AT - RESERVED_AT)
                && token <= MAX_TOKEN
                && ZeroFiller.isZero(text, TOKEN_AT + token, MAX_TOKEN - token);
    }

    /// Writes the layer of the relay at `place`.
    static byte[] write(
            int place,
            boolean deliver,
            CircuitShape shape,
            byte[] ephemeral,
            OnionHop hop,
            PeerId next,
            byte[] inner) {
        byte[] token = hop.token();
        byte[] text = new byte[FIXED + inner.length];
        ByteBuffer.wrap(text)
                .put((byte) VERSION)
                .put((byte) place)
                .put((byte) (deliver ? 1 : 0))
                .put((byte) shape.kForward())
                .put((byte) shape.kBack())
                .position(ISSUED_AT)
                .putInt((int) shape.issuedEpochSeconds())
                .put(ephemeral)
                .put(next.bytes())
                .putShort((short) token.length)
                .put(token)
                .position(FIXED)
                .put(inner);
        return text;
    }

    int place() {
        return text[1];
    }

    int action() {
        return text[2];
    }

    int kForward() {
        return text[3];
    }

    int kBack() {
        return text[4];
    }

    long issuedEpochSeconds() {
        return ByteBuffer.wrap(text).getInt(ISSUED_AT) & 0xFFFF_FFFFL;
    }

    X25519PublicKey ephemeral() {
        return ephemeral;
    }

    PeerId next() {
        return next;
    }

    byte[] token() {
        int n = OnionPacket.u16(text, TOKEN_SIZE_AT);
        return Arrays.copyOfRange(text, TOKEN_AT, TOKEN_AT + n);
    }

    /// The next packet with its zeros, 12 288 bytes.
    byte[] nextPacket() {
        byte[] packet = new byte[OnionPacket.SIZE];
        System.arraycopy(text, FIXED, packet, 0, text.length - FIXED);
        return packet;
    }
}
