package xyz.blueblocks.crypto.kem;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.KEM;
import javax.crypto.SecretKey;
import xyz.blueblocks.crypto.CryptoProviders;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;

/// ML-KEM-768 (FIPS 203), by the JDK: the part of a session's secret that a quantum computer does
/// not undo. Keys are ephemeral, so private keys have no stored form here.
public final class MlKem768 {
    /// Bytes of a public (encapsulation) key.
    public static final int PUBLIC_BYTES = 1184;

    /// Bytes of a ciphertext.
    public static final int CIPHERTEXT_BYTES = 1088;

    /// Bytes of the shared secret.
    public static final int SECRET_BYTES = 32;

    /// What the text form of a public key begins with.
    public static final String TEXT_PREFIX = "ml-kem-768:";

    private static final String NAME = "ML-KEM-768";

    /// SubjectPublicKeyInfo in front of the raw key (RFC 9935).
    private static final byte[] X509 =
            HexFormat.of().parseHex("308204b2300b0609608648016503040402038204a100");

    /// OneAsymmetricKey in front of the expanded private key, as the JDK writes it.
    private static final byte[] PKCS8 =
            HexFormat.of().parseHex("30820978020100300b06096086480165030404020482096404820960");

    /// The modulus q; twelve bits could hold more.
    private static final int Q = 3329;

    /// Bytes of the encoded polynomials in front of the seed ρ.
    private static final int POLYNOMIAL_BYTES = PUBLIC_BYTES - 32;

    private MlKem768() {}

    /// A key pair for one exchange.
    public static final class Pair implements AutoCloseable {
        private final byte[] publicBytes;
        private final PrivateKey privateKey;
        private boolean closed;

        private Pair(byte[] publicBytes, PrivateKey privateKey) {
            this.publicBytes = publicBytes;
            this.privateKey = privateKey;
        }

        /// A pair from the 2 400-byte expanded private key of FIPS 203, for published vectors.
        static Pair ofExpanded(byte[] publicBytes, byte[] expanded) {
            byte[] encoded = Arrays.copyOf(PKCS8, PKCS8.length + expanded.length);
            System.arraycopy(expanded, 0, encoded, PKCS8.length, expanded.length);
            try {
                return new Pair(
                        publicBytes,
                        KeyFactory.getInstance(NAME, CryptoProviders.sunJce())
                                .generatePrivate(new PKCS8EncodedKeySpec(encoded)));
            } catch (GeneralSecurityException refused) {
                throw new IllegalArgumentException("expanded: refused by the JDK", refused);
            }
        }

        /// The 1 184-byte public key, as a copy.
        public byte[] publicBytes() {
            return publicBytes.clone();
        }

        /// The public key's text form, `ml-kem-768:…`.
        public String publicText() {
            return Text.prefixed(TEXT_PREFIX, publicBytes);
        }

        /// The shared secret of a ciphertext; empty unless it is 1 088 bytes. A forged ciphertext
        /// of that size gives a secret that nobody else has (implicit rejection).
        public Optional<SecretBytes> decapsulate(byte[] ciphertext) {
            if (closed) {
                throw new IllegalStateException("key pair: closed (want open)");
            }
            if (ciphertext.length != CIPHERTEXT_BYTES) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        secret(kem().newDecapsulator(privateKey).decapsulate(ciphertext)));
            } catch (GeneralSecurityException | RuntimeException hostile) {
                return Optional.empty();
            }
        }

        /// Ends use of the private key; the JDK's object cannot be zeroed.
        @Override
        public void close() {
            closed = true;
        }

        /// Says nothing of the keys.
        @Override
        public String toString() {
            return "MlKem768.Pair";
        }
    }

    /// What the encapsulating side sends, and what both sides then share.
    public static final class Encapsulation implements AutoCloseable {
        private final byte[] ciphertext;
        private final SecretBytes secret;

        private Encapsulation(byte[] ciphertext, SecretBytes secret) {
            this.ciphertext = ciphertext;
            this.secret = secret;
        }

        /// The 1 088 bytes to send, as a copy.
        public byte[] ciphertext() {
            return ciphertext.clone();
        }

        /// The 32-byte shared secret, closed with this.
        public SecretBytes secret() {
            return secret;
        }

        /// Zeroes the secret.
        @Override
        public void close() {
            secret.close();
        }

        /// Says nothing of the secret.
        @Override
        public String toString() {
            return "MlKem768.Encapsulation";
        }
    }

    /// A fresh key pair.
    public static Pair generate() {
        try {
            KeyPairGenerator generator =
                    KeyPairGenerator.getInstance(NAME, CryptoProviders.sunJce());
            KeyPair pair = generator.generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] raw = Arrays.copyOfRange(encoded, X509.length, encoded.length);
            return new Pair(raw, pair.getPrivate());
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("ML-KEM-768: not offered by the JDK", absent);
        }
    }

    /// A fresh secret for the holder of a public key; empty unless the key is 1 184 bytes with all
    /// coefficients below q (FIPS 203 section 7.2).
    public static Optional<Encapsulation> encapsulate(byte[] publicBytes) {
        if (!isStrict(publicBytes)) {
            return Optional.empty();
        }
        byte[] encoded = Arrays.copyOf(X509, X509.length + PUBLIC_BYTES);
        System.arraycopy(publicBytes, 0, encoded, X509.length, PUBLIC_BYTES);
        try {
            PublicKey key =
                    KeyFactory.getInstance(NAME, CryptoProviders.sunJce())
                            .generatePublic(new X509EncodedKeySpec(encoded));
            KEM.Encapsulated made = kem().newEncapsulator(key).encapsulate();
            return Optional.of(new Encapsulation(made.encapsulation(), secret(made.key())));
        } catch (GeneralSecurityException | RuntimeException hostile) {
            return Optional.empty();
        }
    }

    /// Reads the text form of a public key to its 1 184 bytes.
    public static Optional<byte[]> parsePublic(String text) {
        return Text.parsePrefixed(TEXT_PREFIX, text, PUBLIC_BYTES).filter(MlKem768::isStrict);
    }

    /// Size, and every coefficient below q: else one key has several encodings.
    public static boolean isStrict(byte[] publicBytes) {
        if (publicBytes.length != PUBLIC_BYTES) {
            return false;
        }
        for (int i = 0; i < POLYNOMIAL_BYTES; i += 3) {
            int b0 = publicBytes[i] & 0xFF;
            int b1 = publicBytes[i + 1] & 0xFF;
            int b2 = publicBytes[i + 2] & 0xFF;
            int first = b0 | ((b1 & 0x0F) << 8);
            int second = (b1 >> 4) | (b2 << 4);
            if (first >= Q || second >= Q) {
                return false;
            }
        }
        return true;
    }

    private static KEM kem() throws GeneralSecurityException {
        return KEM.getInstance(NAME, CryptoProviders.sunJce());
    }

    private static SecretBytes secret(SecretKey key) {
        return SecretBytes.take(key.getEncoded());
    }
}
