package xyz.blueblocks.crypto.kdf;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import xyz.blueblocks.crypto.CryptoProviders;
import xyz.blueblocks.crypto.SecretBytes;

/// HKDF with SHA-256 (RFC 5869), by the JDK.
///
/// An empty salt stands for the RFC's default of 32 zeros.
public final class Hkdf {
    /// Bytes of a hash, hence of a pseudorandom key.
    public static final int HASH_BYTES = 32;

    /// Most that one expansion yields: 255 hashes.
    public static final int MAX_OUTPUT_BYTES = 255 * HASH_BYTES;

    private Hkdf() {}

    /// Extract and expand.
    ///
    /// @param length bytes wanted, 1..8160
    public static SecretBytes extractExpand(
            byte[] salt, SecretBytes secret, byte[] info, int length) {
        return secret.use(ikm -> extractExpand(salt, ikm, info, length));
    }

    /// Extract and expand, from a secret that the caller holds as an array.
    public static SecretBytes extractExpand(byte[] salt, byte[] secret, byte[] info, int length) {
        requireLength(length);
        return derive(
                HKDFParameterSpec.ofExtract()
                        .addSalt(salt)
                        .addIKM(secret)
                        .thenExpand(info, length));
    }

    /// The 32-byte pseudorandom key of a secret.
    public static SecretBytes extract(byte[] salt, SecretBytes secret) {
        return secret.use(ikm ->
                derive(HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(ikm).extractOnly()));
    }

    /// Expands a key that is uniformly random already.
    ///
    /// @param key at least 32 bytes
    /// @param length bytes wanted, 1..8160
    public static SecretBytes expand(SecretBytes key, byte[] info, int length) {
        requireLength(length);
        if (key.length() < HASH_BYTES) {
            throw new IllegalArgumentException("key: " + key.length() + " bytes (want >= 32)");
        }
        return key.use(prk ->
                derive(
                        HKDFParameterSpec.expandOnly(
                                new SecretKeySpec(prk, "HKDF-PRK"), info, length)));
    }

    private static void requireLength(int length) {
        if (length < 1 || length > MAX_OUTPUT_BYTES) {
            throw new IllegalArgumentException("length: " + length + " (want 1..8160)");
        }
    }

    private static SecretBytes derive(AlgorithmParameterSpec parameters) {
        try {
            KDF kdf = KDF.getInstance("HKDF-SHA256", CryptoProviders.sunJce());
            return SecretBytes.take(kdf.deriveData(parameters));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("HKDF-SHA256: refused by the JDK", broken);
        }
    }
}
