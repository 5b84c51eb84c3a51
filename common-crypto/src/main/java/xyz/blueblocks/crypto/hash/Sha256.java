package xyz.blueblocks.crypto.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 (FIPS 180-4), for inputs of about a kibibyte and less, where it beats every BLAKE3.
public final class Sha256 {
    /// Bytes of a hash.
    public static final int SIZE_BYTES = 32;

    private Sha256() {}

    /// The hash of the parts laid end to end, without separators.
    public static byte[] hash(byte[]... parts) {
        MessageDigest digest = digest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256: missing (every JDK has it)", impossible);
        }
    }
}
