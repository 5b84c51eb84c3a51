package xyz.blueblocks.crypto.session;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.AeadKey;
import xyz.blueblocks.crypto.aead.AeadSuite;

/// Seals the payload of one DATA message in the seed's JSON form, for HTTP and interop.
///
/// The key belongs to one message of one session and the nonce is random, so sealing a message
/// again (a retry) is safe. The tag stands apart because the JSON has a member for it.
public final class DataCipher implements AutoCloseable {
    /// Nonce size in bytes.
    public static final int NONCE = 12;

    /// Tag size in bytes.
    public static final int TAG = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final AeadKey key;

    DataCipher(AeadSuite suite, SecretBytes key) {
        this.key = new AeadKey(suite, key);
    }

    /// The three members of a sealed DATA message.
    public static final class Sealed {
        private final byte[] nonce;
        private final byte[] ciphertext;
        private final byte[] tag;

        private Sealed(byte[] nonce, byte[] ciphertext, byte[] tag) {
            this.nonce = nonce;
            this.ciphertext = ciphertext;
            this.tag = tag;
        }

        /// 12 bytes, `nonce`.
        public byte[] nonce() {
            return nonce.clone();
        }

        /// As long as the plaintext, `payload`.
        public byte[] ciphertext() {
            return ciphertext.clone();
        }

        /// 16 bytes, `auth_tag`.
        public byte[] tag() {
            return tag.clone();
        }
    }

    /// Seals `plaintext`.
    ///
    /// @param aad RFC 8785 bytes of the message without payload, nonce, auth_tag and signature
    public Sealed seal(byte[] aad, byte[] plaintext) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        return seal(nonce, aad, plaintext);
    }

    Sealed seal(byte[] nonce, byte[] aad, byte[] plaintext) {
        byte[] sealed = new byte[plaintext.length + TAG];
        key.seal(nonce, aad, plaintext, 0, plaintext.length, sealed, 0);
        return new Sealed(
                nonce,
                Arrays.copyOf(sealed, plaintext.length),
                Arrays.copyOfRange(sealed, plaintext.length, sealed.length));
    }

    /// Opens what [#seal] made; empty means `E006`, or `E010` where nonce or tag have another size.
    public Optional<byte[]> open(byte[] aad, byte[] nonce, byte[] ciphertext, byte[] tag) {
        if (nonce.length != NONCE || tag.length != TAG) {
            return Optional.empty();
        }
        byte[] sealed = Arrays.copyOf(ciphertext, ciphertext.length + TAG);
        System.arraycopy(tag, 0, sealed, ciphertext.length, TAG);
        byte[] plaintext = new byte[ciphertext.length];
        return key.open(nonce, aad, sealed, 0, sealed.length, plaintext, 0)
                ? Optional.of(plaintext)
                : Optional.empty();
    }

    /// Destroys the key.
    @Override
    public void close() {
        key.close();
    }
}
