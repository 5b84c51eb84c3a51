package xyz.blueblocks.crypto.sign;

import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Our own checks on encoded points and scalars, made before any library sees them.
///
/// Libraries differ: several take the identity as a key, which makes every message "signed" by it,
/// or accept a second encoding of the same point, which gives one peer two ids.
final class Ed25519Points {
    /// y of the five classes of points of order 1, 2, 4 and 8, little-endian, sign bit cleared.
    /// Each stands for itself and its negative. The other encodings of these points have y ≥ p and
    /// fall to the canonical check.
    private static final byte[][] SMALL_ORDER_Y = {
        hex("0000000000000000000000000000000000000000000000000000000000000000"),
        hex("0100000000000000000000000000000000000000000000000000000000000000"),
        hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        hex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
        hex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")
    };

    /// The group order L = 2^252 + 27742317777372353535851937790883648493, little-endian.
    private static final byte[] ORDER =
            hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

    private Ed25519Points() {}

    /// 32 bytes, y < p, a point of the curve, not of small order.
    static boolean isStrictKey(byte[] key) {
        return key.length == Ed25519PublicKey.SIZE_BYTES
                && isCanonicalY(key)
                && !isSmallOrder(key)
                && Ed25519.validatePublicKeyPartial(key, 0);
    }

    /// Whether R, the first 32 of 64 signature bytes, is canonical and not of small order: no
    /// honest signer makes such an R, and libraries disagree about it.
    static boolean isStrictR(byte[] signature) {
        return isCanonicalY(signature) && !isSmallOrder(signature);
    }

    /// Whether the last 32 of 64 signature bytes are below the group order (RFC 8032 section 5.1.7;
    /// else every signature has a second form).
    static boolean isCanonicalScalar(byte[] signature) {
        for (int i = 31; i >= 0; i--) {
            int s = signature[32 + i] & 0xFF;
            int limit = ORDER[i] & 0xFF;
            if (s != limit) {
                return s < limit;
            }
        }
        return false;
    }

    static byte[] publicKeyOf(byte[] seed) {
        byte[] key = new byte[Ed25519PublicKey.SIZE_BYTES];
        Ed25519.generatePublicKey(seed, 0, key, 0);
        return key;
    }

    /// y < p = 2^255 − 19, the sign bit aside.
    private static boolean isCanonicalY(byte[] key) {
        if ((key[31] & 0x7F) != 0x7F) {
            return true;
        }
        for (int i = 30; i > 0; i--) {
            if (key[i] != (byte) 0xFF) {
                return true;
            }
        }
        return (key[0] & 0xFF) < 0xED;
    }

    private static boolean isSmallOrder(byte[] key) {
        for (byte[] y : SMALL_ORDER_Y) {
            int difference = (key[31] & 0x7F) ^ y[31];
            for (int i = 0; i < 31; i++) {
                difference |= key[i] ^ y[i];
            }
            if (difference == 0) {
                return true;
            }
        }
        return false;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
