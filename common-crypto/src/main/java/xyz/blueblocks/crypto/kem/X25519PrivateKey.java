package xyz.blueblocks.crypto.kem;

import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;

/// A private X25519 key: 32 bytes, clamped when used (RFC 7748 section 5). Safe on all threads; the
/// holder closes it, which zeroes the bytes.
public final class X25519PrivateKey implements AutoCloseable {
    /// Bytes of a key.
    public static final int SIZE_BYTES = 32;

    private final SecretBytes scalar;
    private final X25519PublicKey publicKey;

    private X25519PrivateKey(SecretBytes scalar) {
        this.scalar = scalar;
        this.publicKey = X25519PublicKey.own(scalar.use(X25519Arithmetic::publicKeyOf));
    }

    /// A fresh key.
    public static X25519PrivateKey generate() {
        return new X25519PrivateKey(SecretBytes.random(SIZE_BYTES));
    }

    /// The key of known bytes, which are copied: the caller keeps and closes its own.
    ///
    /// @param scalar 32 bytes
    public static X25519PrivateKey fromBytes(SecretBytes scalar) {
        if (scalar.length() != SIZE_BYTES) {
            throw new IllegalArgumentException("scalar: " + scalar.length() + " (want 32 bytes)");
        }
        return new X25519PrivateKey(SecretBytes.take(scalar.copy()));
    }

    /// The other half.
    public X25519PublicKey publicKey() {
        return publicKey;
    }

    /// A copy of the 32 bytes; the caller closes it.
    public SecretBytes bytes() {
        return SecretBytes.take(scalar.copy());
    }

    /// The 32-byte shared secret; empty when it would be all zeros, which the other side forced.
    public Optional<SecretBytes> agree(X25519PublicKey other) {
        return scalar.use(own -> X25519Arithmetic.agree(own, other.bytes()));
    }

    /// Zeroes the key.
    @Override
    public void close() {
        scalar.close();
    }

    /// Names the public half only.
    @Override
    public String toString() {
        return "X25519PrivateKey[of " + publicKey.text() + "]";
    }
}
