package xyz.blueblocks.crypto.hpke;

import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;

/// A private key that seals made for its public half open with: 32 bytes, for X25519 the scalar,
/// for X-Wing the seed. Safe on all threads; the holder closes it.
public final class HpkePrivateKey implements AutoCloseable {
    private final HpkeKem kem;
    private final SecretBytes secret;
    private final HpkePublicKey publicKey;
    private final HpkeEngine.Opener opener;

    private HpkePrivateKey(HpkeKem kem, SecretBytes secret) {
        this.kem = kem;
        this.secret = secret;
        this.publicKey =
                HpkePublicKey.own(kem, secret.use(bytes -> PureHpke.publicKeyOf(kem, bytes)));
        this.opener = secret.use(bytes -> HpkeEngine.chosen().opener(kem, bytes));
    }

    /// A fresh key.
    public static HpkePrivateKey generate(HpkeKem kem) {
        return new HpkePrivateKey(kem, SecretBytes.random(HpkeKem.PRIVATE_BYTES));
    }

    /// The key of known bytes, which are copied: the caller keeps and closes its own.
    ///
    /// @param secret 32 bytes
    public static HpkePrivateKey fromBytes(HpkeKem kem, SecretBytes secret) {
        if (secret.length() != HpkeKem.PRIVATE_BYTES) {
            throw new IllegalArgumentException("secret: " + secret.length() + " bytes (want 32)");
        }
        return new HpkePrivateKey(kem, SecretBytes.take(secret.copy()));
    }

    /// What the key is for.
    public HpkeKem kem() {
        return kem;
    }

    /// The other half.
    public HpkePublicKey publicKey() {
        return publicKey;
    }

    /// A copy of the 32 bytes; the caller closes it.
    public SecretBytes bytes() {
        return SecretBytes.take(secret.copy());
    }

    Optional<HpkeEngine.Opening> open(byte[] enc, byte[] info) {
        if (secret.isClosed()) {
            throw new IllegalStateException("private key: closed (want open)");
        }
        return opener.open(enc, info);
    }

    /// Zeroes the key; the library's own form of it cannot be zeroed, only dropped with this.
    @Override
    public void close() {
        secret.close();
    }

    /// Names the public half only.
    @Override
    public String toString() {
        return "HpkePrivateKey[of " + publicKey + "]";
    }
}
