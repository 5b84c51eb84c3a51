package xyz.blueblocks.crypto.kem;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.KeyAgreement;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.conscrypt.OpenSSLX25519PrivateKey;
import org.conscrypt.OpenSSLX25519PublicKey;
import xyz.blueblocks.crypto.CryptoProviders;
import xyz.blueblocks.crypto.SecretBytes;

/// The X25519 function of RFC 7748 on raw bytes, by Conscrypt or else Bouncy Castle. It masks the
/// top bit of u as the RFC says: stricter rules on keys stand in [X25519PublicKey].
final class X25519Arithmetic {
    private X25519Arithmetic() {}

    static byte[] publicKeyOf(byte[] scalar) {
        byte[] u = new byte[X25519PublicKey.SIZE_BYTES];
        X25519.scalarMultBase(scalar, 0, u, 0);
        return u;
    }

    /// Empty when the result is all zeros, or whatever a library finds wrong with `u`.
    static Optional<SecretBytes> agree(byte[] scalar, byte[] u) {
        byte[] shared =
                CryptoProviders.conscrypt()
                        .map(provider -> Conscrypted.agree(provider, scalar, u))
                        .orElseGet(() -> pure(scalar, u));
        int any = 0;
        for (byte b : shared) {
            any |= b;
        }
        return any == 0 || shared.length != X25519PublicKey.SIZE_BYTES
                ? Optional.empty()
                : Optional.of(SecretBytes.take(shared));
    }

    private static byte[] pure(byte[] scalar, byte[] u) {
        byte[] shared = new byte[X25519PublicKey.SIZE_BYTES];
        X25519.calculateAgreement(scalar, 0, u, 0, shared, 0);
        return shared;
    }

    /// Apart, so that the JVM links Conscrypt's classes only where Conscrypt runs. It takes its own
    /// key objects only, not the JDK's.
    private static final class Conscrypted {
        /// No bytes at all on refusal: Conscrypt throws on an all-zero result.
        static byte[] agree(Provider provider, byte[] scalar, byte[] u) {
            byte[] copy = scalar.clone();
            try {
                KeyAgreement agreement = KeyAgreement.getInstance("XDH", provider);
                agreement.init(new OpenSSLX25519PrivateKey(copy));
                agreement.doPhase(new OpenSSLX25519PublicKey(u), true);
                return agreement.generateSecret();
            } catch (GeneralSecurityException | RuntimeException hostile) {
                return new byte[0];
            } finally {
                Arrays.fill(copy, (byte) 0);
            }
        }
    }
}
