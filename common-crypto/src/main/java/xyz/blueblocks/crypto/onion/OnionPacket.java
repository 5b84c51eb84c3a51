package xyz.blueblocks.crypto.onion;

import java.util.Arrays;
import java.util.Optional;
import xyz.blueblocks.crypto.hash.Sha256;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.session.HandshakeAnswer;
import xyz.blueblocks.crypto.session.ZeroFiller;

/// A set-up packet: payload of every HANDSHAKE frame of a circuit.
///
/// ```
/// offset  size   field
///      0     2   KEM         0x647A X-Wing, 0x0020 X25519
///      2     8   key id      first 8 of SHA-256(public key)
///     10     2   n
///     12  1120   enc         X25519: 32 bytes, then zeros
///   1132     n   ciphertext  HPKE, aad = the 1 132 bytes before it
/// 1132+n         zeros to 12 288
/// ```
///
/// Source: docs/spec/circuit.md, section 2.
public final class OnionPacket {
    /// Size of every packet on every link, in bytes.
    public static final int SIZE = 12_288;

    /// Bytes before the ciphertext: the aad of the seal.
    public static final int HEADER = 1132;

    /// Size of every answer on every link, in bytes.
    public static final int ANSWER_SIZE = HandshakeAnswer.SIZE;

    /// Most relays on a circuit.
    public static final int MAX_RELAYS = 5;

    static final int ENC_BYTES = 1120;
    static final int TAG = 16;

    private static final int KEY_ID_AT = 2;
    private static final int COUNT_AT = 10;
    private static final int ENC_AT = 12;

    private final HpkeKem kem;
    private final byte[] header;
    private final byte[] ciphertext;

    private OnionPacket(HpkeKem kem, byte[] header, byte[] ciphertext) {
        this.kem = kem;
        this.header = header;
        this.ciphertext = ciphertext;
    }

    /// Key of the replay memory: SHA-256 of the enc field, known before anything is opened. Empty
    /// when the payload is no packet.
    public static Optional<byte[]> encHash(byte[] in, int off, int len) {
        if (len != SIZE) {
            return Optional.empty();
        }
        int enc = off + ENC_AT;
        return Optional.of(Sha256.hash(Arrays.copyOfRange(in, enc, enc + ENC_BYTES)));
    }

    /// Reads a packet; filler is checked, so that one packet has one form.
    static Optional<OnionPacket> parse(byte[] in, int off, int len) {
        if (len != SIZE) {
            return Optional.empty();
        }
        Optional<HpkeKem> kem = HpkeKem.ofId(u16(in, off));
        int n = u16(in, off + COUNT_AT);
        if (kem.isEmpty() || n < TAG || n > SIZE - HEADER) {
            return Optional.empty();
        }
        int enc = kem.get().encBytes();
        int end = HEADER + n;
        if (!ZeroFiller.isZero(in, off + ENC_AT + enc, ENC_BYTES - enc)
                || !ZeroFiller.isZero(in, off + end, SIZE - end)) {
            return Optional.empty();
        }
        return Optional.of(
                new OnionPacket(
                        kem.get(),
                        Arrays.copyOfRange(in, off, off + HEADER),
                        Arrays.copyOfRange(in, off + HEADER, off + end)));
    }

    /// The first 1 132 bytes of a packet that will hold `n` bytes of ciphertext.
    static byte[] header(HpkePublicKey key, byte[] enc, int n) {
        byte[] header = new byte[HEADER];
        putU16(header, 0, key.kem().id());
        System.arraycopy(key.keyId(), 0, header, KEY_ID_AT, HpkePublicKey.KEY_ID_BYTES);
        putU16(header, COUNT_AT, n);
        System.arraycopy(enc, 0, header, ENC_AT, enc.length);
        return header;
    }

    HpkeKem kem() {
        return kem;
    }

    byte[] keyId() {
        int end = KEY_ID_AT + HpkePublicKey.KEY_ID_BYTES;
        return Arrays.copyOfRange(header, KEY_ID_AT, end);
    }

    byte[] header() {
        return header;
    }

    byte[] ciphertext() {
        return ciphertext;
    }

    /// The 1 120 bytes with their zeros.
    byte[] encField() {
        return Arrays.copyOfRange(header, ENC_AT, HEADER);
    }

    /// The KEM's own bytes.
    byte[] enc() {
        return Arrays.copyOfRange(header, ENC_AT, ENC_AT + kem.encBytes());
    }

    static int u16(byte[] in, int at) {
        return (in[at] & 0xFF) << 8 | (in[at + 1] & 0xFF);
    }

    static void putU16(byte[] out, int at, int value) {
        out[at] = (byte) (value >>> 8);
        out[at + 1] = (byte) value;
    }
}
