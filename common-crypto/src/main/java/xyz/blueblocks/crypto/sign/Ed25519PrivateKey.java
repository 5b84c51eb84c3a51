package xyz.blueblocks.crypto.sign;

import java.util.Arrays;
import xyz.blueblocks.crypto.SecretBytes;

/// A private signing key: the 32-byte seed of RFC 8032 section 5.1.5.
///
/// Signing is deterministic and safe on all threads. The holder closes the key, which zeroes the
/// seed.
public final class Ed25519PrivateKey implements AutoCloseable {
    /// Bytes of a seed.
    public static final int SEED_BYTES = 32;

    private final SecretBytes seed;
    private final Ed25519PublicKey publicKey;
    private final Ed25519Engine.Signer signer;

    private Ed25519PrivateKey(SecretBytes seed) {
        this.seed = seed;
        byte[] bytes = seed.copy();
        byte[] point = Ed25519Points.publicKeyOf(bytes);
        this.publicKey = Ed25519PublicKey.own(point);
        this.signer = Ed25519Engine.chosen().signer(bytes, point);
        Arrays.fill(bytes, (byte) 0);
    }

    /// A fresh key.
    public static Ed25519PrivateKey generate() {
        return new Ed25519PrivateKey(SecretBytes.random(SEED_BYTES));
    }

    /// The key of a known seed, which is copied: the caller keeps and closes its own.
    ///
    /// @param seed 32 bytes
    public static Ed25519PrivateKey fromSeed(SecretBytes seed) {
        if (seed.length() != SEED_BYTES) {
            throw new IllegalArgumentException("seed: " + seed.length() + " bytes (want 32)");
        }
        return new Ed25519PrivateKey(SecretBytes.take(seed.copy()));
    }

    /// The other half.
    public Ed25519PublicKey publicKey() {
        return publicKey;
    }

    /// A copy of the seed, for keeping it wrapped at rest; the caller closes it.
    public SecretBytes seed() {
        return SecretBytes.take(seed.copy());
    }

    /// The 64-byte signature over the parts laid end to end.
    public byte[] sign(byte[]... parts) {
        if (seed.isClosed()) {
            throw new IllegalStateException("private key: closed (want open)");
        }
        return signer.sign(Parts.join(parts));
    }

    /// Zeroes the seed and ends signing.
    @Override
    public void close() {
        seed.close();
        signer.close();
    }

    /// Names the public half only.
    @Override
    public String toString() {
        return "Ed25519PrivateKey[of " + publicKey.text() + "]";
    }
}
