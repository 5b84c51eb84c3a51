package xyz.blueblocks.wire.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;

/// Payload of the two frames that open a link: what each end brings to it.
///
/// ```
/// offset  size  field
///      0     1  version    1
///      1     1  0
///      2     2  features   bit 0 LINK_MAC; other bits mean nothing yet and are ignored
///      4    32  ephemeral  X25519 public key
///     36    32  nonce      random
///     68     2  n          0 to 4096
///     70     n  token      session token, printable ASCII; n = 0 where the upgrade carried it
/// ```
///
/// A feature counts only when both ends set its bit. Both bits are signed, so nobody between them
/// can switch one off.
///
/// Source: docs/spec/frames.md, "Opening a link".
public final class LinkHandshake {
    /// Feature bit 0: frames carry HMAC-SHA-512 in place of signatures.
    public static final int LINK_MAC = 1;

    private static final int VERSION = 1;
    private static final int FEATURES_OFFSET = 2;
    private static final int EPHEMERAL_OFFSET = 4;
    private static final int NONCE_OFFSET = 36;
    private static final int TOKEN_LENGTH_OFFSET = 68;
    private static final int TOKEN_OFFSET = 70;
    private static final int NONCE_BYTES = 32;

    private final int features;
    private final byte[] ephemeral;
    private final byte[] nonce;
    private final String token;

    /// A payload of these parts; both arrays are copied.
    ///
    /// @param features 0 to 65535
    /// @param ephemeral 32 bytes
    /// @param nonce 32 bytes
    /// @param token at most 4096 printable ASCII characters; empty where the upgrade carried it
    public LinkHandshake(int features, byte[] ephemeral, byte[] nonce, String token) {
        require(features >>> 16 == 0, "features: " + features + " (want 0..65535)");
        require(ephemeral.length == Limits.KEY_BYTES, "ephemeral: want 32 bytes");
        require(nonce.length == NONCE_BYTES, "nonce: want 32 bytes");
        byte[] ascii = token.getBytes(StandardCharsets.UTF_8);
        require(ascii.length <= Limits.MAX_TOKEN_BYTES, "token: too long (want at most 4096)");
        require(printable(ascii, 0, ascii.length), "token: want printable ASCII");
        this.features = features;
        this.ephemeral = ephemeral.clone();
        this.nonce = nonce.clone();
        this.token = token;
    }

    /// Reads all of `in`.
    public static Decoded<LinkHandshake> decode(byte[] in) {
        if (in.length < TOKEN_OFFSET) {
            return Decoded.malformed("first: shorter than 70 bytes", in.length);
        }
        if (in[0] != VERSION) {
            return Decoded.malformed(ErrorCode.INVALID_VERSION, "first: version not 1", 0);
        }
        if (in[1] != 0) {
            return Decoded.malformed("first: reserved byte not 0", 1);
        }
        int tokenBytes = BigEndian.readUnsignedShort(in, TOKEN_LENGTH_OFFSET);
        if (tokenBytes > Limits.MAX_TOKEN_BYTES || in.length != TOKEN_OFFSET + tokenBytes) {
            return Decoded.malformed(
                    "first: token length is not what follows", TOKEN_LENGTH_OFFSET);
        }
        if (!printable(in, TOKEN_OFFSET, in.length)) {
            return Decoded.malformed("first: token is not printable ASCII", TOKEN_OFFSET);
        }
        return Decoded.ok(
                new LinkHandshake(
                        BigEndian.readUnsignedShort(in, FEATURES_OFFSET),
                        Arrays.copyOfRange(in, EPHEMERAL_OFFSET, NONCE_OFFSET),
                        Arrays.copyOfRange(in, NONCE_OFFSET, TOKEN_LENGTH_OFFSET),
                        new String(in, TOKEN_OFFSET, tokenBytes, StandardCharsets.US_ASCII)));
    }

    /// The payload's bytes.
    public byte[] encode() {
        byte[] ascii = token.getBytes(StandardCharsets.US_ASCII);
        byte[] out = new byte[TOKEN_OFFSET + ascii.length];
        out[0] = VERSION;
        BigEndian.writeShort(out, FEATURES_OFFSET, features);
        System.arraycopy(ephemeral, 0, out, EPHEMERAL_OFFSET, ephemeral.length);
        System.arraycopy(nonce, 0, out, NONCE_OFFSET, nonce.length);
        BigEndian.writeShort(out, TOKEN_LENGTH_OFFSET, ascii.length);
        System.arraycopy(ascii, 0, out, TOKEN_OFFSET, ascii.length);
        return out;
    }

    /// All 16 feature bits as they were sent.
    public int features() {
        return features;
    }

    /// Whether this end offers [#LINK_MAC].
    public boolean linkMac() {
        return (features & LINK_MAC) != 0;
    }

    /// A copy of the X25519 public key.
    public byte[] ephemeral() {
        return ephemeral.clone();
    }

    /// A copy of the nonce.
    public byte[] nonce() {
        return nonce.clone();
    }

    /// The session token; empty where the upgrade carried it.
    public String token() {
        return token;
    }

    /// Features only: the token is a secret.
    @Override
    public String toString() {
        return "LinkHandshake[features=" + features + "]";
    }

    private static boolean printable(byte[] in, int from, int to) {
        for (int i = from; i < to; i++) {
            if (in[i] < 0x21 || in[i] > 0x7e) {
                return false;
            }
        }
        return true;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
