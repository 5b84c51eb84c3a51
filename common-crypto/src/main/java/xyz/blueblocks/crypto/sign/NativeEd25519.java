package xyz.blueblocks.crypto.sign;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Ed25519 by Amazon Corretto, on key objects of the JDK.
///
/// A `Signature` is made per call: it is cheap beside the arithmetic and keeps keys usable from all
/// threads.
final class NativeEd25519 implements Ed25519Engine {
    /// DER in front of a raw public key: SubjectPublicKeyInfo, RFC 8410 section 4.
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    /// DER in front of a seed: OneAsymmetricKey, RFC 8410 section 7.
    private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

    /// The native provider collects a message before it signs, and refuses one of more than 1 MiB.
    private static final int MAX_NATIVE_BYTES = 512 * 1024;

    private final Provider provider;

    NativeEd25519(Provider provider) {
        this.provider = provider;
    }

    @Override
    public Verifier verifier(byte[] publicKey) {
        PublicKey key;
        try {
            key = keys().generatePublic(new X509EncodedKeySpec(Der.wrap(X509, publicKey)));
        } catch (GeneralSecurityException | RuntimeException refused) {
            return (_, _) -> false;
        }
        return (signature, message) -> verify(key, signature, message);
    }

    private boolean verify(PublicKey key, byte[] signature, byte[] message) {
        try {
            Signature verifier = signatures(provider, message.length);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | RuntimeException hostile) {
            return false;
        }
    }

    @Override
    public Signer signer(byte[] seed, byte[] publicKey) {
        byte[] encoded = Der.wrap(PKCS8, seed);
        try {
            return new NativeSigner(
                    provider, keys().generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("Ed25519: key refused by the JDK", broken);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static Signature signatures(Provider provider, int messageBytes)
            throws GeneralSecurityException {
        return messageBytes > MAX_NATIVE_BYTES
                ? Signature.getInstance("Ed25519", "SunEC")
                : Signature.getInstance("Ed25519", provider);
    }

    private static KeyFactory keys() throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519", "SunEC");
    }

    private static final class NativeSigner implements Signer {
        private final Provider provider;
        private volatile @Nullable PrivateKey key;

        NativeSigner(Provider provider, PrivateKey key) {
            this.provider = provider;
            this.key = key;
        }

        @Override
        public byte[] sign(byte[] message) {
            PrivateKey held = key;
            if (held == null) {
                throw new IllegalStateException("private key: closed (want open)");
            }
            try {
                Signature signer = signatures(provider, message.length);
                signer.initSign(held);
                signer.update(message);
                return signer.sign();
            } catch (InvalidKeyException | SignatureException broken) {
                throw new IllegalStateException("Ed25519: cannot sign", broken);
            } catch (GeneralSecurityException absent) {
                throw new IllegalStateException("Ed25519: not offered by " + provider, absent);
            }
        }

        @Override
        public void close() {
            // The JDK's key object cannot be zeroed; dropping it is all there is.
            key = null;
        }
    }
}
