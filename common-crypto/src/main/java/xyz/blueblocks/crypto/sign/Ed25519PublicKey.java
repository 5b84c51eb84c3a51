package xyz.blueblocks.crypto.sign;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.Text;

/// A peer's, relay's or service's public signing key: 32 bytes, RFC 8032 section 5.1.2.
///
/// Every instance is a canonical point of the curve, not of small order. Immutable and safe on all
/// threads; the library's own form of the key is made on the first verification and kept.
public final class Ed25519PublicKey {
    /// Bytes of a key.
    public static final int SIZE_BYTES = 32;

    /// Bytes of a signature.
    public static final int SIGNATURE_BYTES = 64;

    /// What text forms of keys and signatures begin with.
    public static final String TEXT_PREFIX = "ed25519:";

    private final byte[] bytes;
    private volatile Ed25519Engine.@Nullable Verifier verifier;

    private Ed25519PublicKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Reads a key; empty unless it is 32 bytes, a canonical point, and not of small order.
    public static Optional<Ed25519PublicKey> decode(byte[] bytes) {
        return Ed25519Points.isStrictKey(bytes)
                ? Optional.of(new Ed25519PublicKey(bytes.clone()))
                : Optional.empty();
    }

    /// Reads the text form `ed25519:` and 43 characters of base64url.
    public static Optional<Ed25519PublicKey> parse(String text) {
        return Text.parsePrefixed(TEXT_PREFIX, text, SIZE_BYTES).flatMap(Ed25519PublicKey::decode);
    }

    /// Text form of a signature: `ed25519:` and 86 characters of base64url.
    public static String signatureText(byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            throw new IllegalArgumentException("signature: " + signature.length + " (want 64)");
        }
        return Text.prefixed(TEXT_PREFIX, signature);
    }

    /// Reads [#signatureText] back to 64 bytes.
    public static Optional<byte[]> parseSignature(String text) {
        return Text.parsePrefixed(TEXT_PREFIX, text, SIGNATURE_BYTES);
    }

    /// A key that this process derived itself from a private key, hence good.
    static Ed25519PublicKey own(byte[] bytes) {
        return new Ed25519PublicKey(bytes);
    }

    /// The 32 bytes, as a copy.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// The text form.
    public String text() {
        return Text.prefixed(TEXT_PREFIX, bytes);
    }

    /// Whether `signature` is this key's over the parts laid end to end.
    ///
    /// The equation is RFC 8032's without the cofactor, S below the group order, R canonical and
    /// not of small order. Never throws on hostile input.
    ///
    /// @param signature 64 bytes; any other length is simply not a signature
    public boolean verify(byte[] signature, byte[]... parts) {
        if (signature.length != SIGNATURE_BYTES
                || !Ed25519Points.isStrictR(signature)
                || !Ed25519Points.isCanonicalScalar(signature)) {
            return false;
        }
        return verifier().verify(signature, Parts.join(parts));
    }

    private Ed25519Engine.Verifier verifier() {
        Ed25519Engine.Verifier known = verifier;
        if (known == null) {
            known = Ed25519Engine.chosen().verifier(bytes);
            verifier = known;
        }
        return known;
    }

    /// Same 32 bytes.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ed25519PublicKey key && Arrays.equals(bytes, key.bytes);
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
}
