package xyz.blueblocks.crypto.kem;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.Text;

/// A public X25519 key: 32 bytes, the u coordinate, little-endian (RFC 7748 section 5).
///
/// Stricter than the RFC, which masks the top bit and takes u ≥ p: one key has one encoding here,
/// and the points of small order, with which every agreement is all zeros, are no keys. Immutable.
public final class X25519PublicKey {
    /// Bytes of a key.
    public static final int SIZE_BYTES = 32;

    /// What the text form begins with.
    public static final String TEXT_PREFIX = "x25519:";

    /// u of the points of small order on the curve and its twist, canonical encodings.
    private static final byte[][] SMALL_ORDER = {
        hex("0000000000000000000000000000000000000000000000000000000000000000"),
        hex("0100000000000000000000000000000000000000000000000000000000000000"),
        hex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
        hex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
        hex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")
    };

    private final byte[] bytes;

    private X25519PublicKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Reads a key; empty unless 32 bytes, u < p and not of small order.
    public static Optional<X25519PublicKey> decode(byte[] bytes) {
        return isStrict(bytes) ? Optional.of(new X25519PublicKey(bytes.clone())) : Optional.empty();
    }

    /// Reads the text form `x25519:` and 43 characters of base64url.
    public static Optional<X25519PublicKey> parse(String text) {
        return Text.parsePrefixed(TEXT_PREFIX, text, SIZE_BYTES).flatMap(X25519PublicKey::decode);
    }

    /// A key that this process computed itself.
    static X25519PublicKey own(byte[] bytes) {
        return new X25519PublicKey(bytes);
    }

    /// Whether `bytes` are a key that [#decode] would take.
    public static boolean isStrict(byte[] bytes) {
        if (bytes.length != SIZE_BYTES || !isCanonical(bytes)) {
            return false;
        }
        return Arrays.stream(SMALL_ORDER).noneMatch(u -> Arrays.equals(u, bytes));
    }

    /// u < p = 2^255 − 19, top bit clear.
    private static boolean isCanonical(byte[] u) {
        if (u[31] != 0x7F) {
            return u[31] >= 0;
        }
        for (int i = 30; i > 0; i--) {
            if (u[i] != (byte) 0xFF) {
                return true;
            }
        }
        return (u[0] & 0xFF) < 0xED;
    }

    /// The 32 bytes, as a copy.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// The text form.
    public String text() {
        return Text.prefixed(TEXT_PREFIX, bytes);
    }

    /// Same 32 bytes.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof X25519PublicKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// The text form.
    @Override
    public String toString() {
        return text();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
