package xyz.blueblocks.crypto.aead;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import xyz.blueblocks.crypto.CryptoProviders;
import xyz.blueblocks.crypto.SecretBytes;

/// One AEAD key with nonces given by the caller, who must never seal twice under one nonce.
///
/// For the packages of this module only; others use [SealSequence] and [OpenSequence].
///
/// Not thread-safe: one cipher object is reused for all calls. Sealing may be in place; opening
/// must not be (it is three times slower), and goes to another array.
public final class AeadKey implements AutoCloseable {
    private static final int TAG_BITS = AeadSuite.TAG_BYTES * 8;

    private final AeadSuite suite;
    private final SecretKeySpec key;
    private final Cipher cipher;
    private boolean closed;

    /// A key for one suite; `secret` is copied, the caller keeps and closes its own.
    ///
    /// @param secret 32 bytes
    public AeadKey(AeadSuite suite, SecretBytes secret) {
        if (secret.length() != AeadSuite.KEY_BYTES) {
            throw new IllegalArgumentException("secret: " + secret.length() + " bytes (want 32)");
        }
        this.suite = suite;
        this.key = secret.use(bytes -> new SecretKeySpec(bytes, suite.keyAlgorithm()));
        try {
            this.cipher = Cipher.getInstance(suite.transformation(), CryptoProviders.sunJce());
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(suite.wireName() + ": not offered by the JDK", absent);
        }
    }

    /// The cipher of this key.
    public AeadSuite suite() {
        return suite;
    }

    /// Seals `length` bytes of `in`, writing ciphertext and tag to `out`.
    ///
    /// @param nonce 12 bytes, never used with this key before
    /// @param aad authenticated, not sealed; may be empty
    /// @return bytes written: `length` + 16
    public int seal(
            byte[] nonce,
            byte[] aad,
            byte[] in,
            int offset,
            int length,
            byte[] out,
            int outOffset) {
        require(nonce);
        Objects.checkFromIndexSize(offset, length, in.length);
        Objects.checkFromIndexSize(outOffset, length + AeadSuite.TAG_BYTES, out.length);
        try {
            start(Cipher.ENCRYPT_MODE, nonce, aad);
            return cipher.doFinal(in, offset, length, out, outOffset);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(suite.wireName() + ": cannot seal", broken);
        }
    }

    /// Opens `length` bytes of `in`, tag included, writing `length` − 16 bytes to `out`.
    ///
    /// @param nonce 12 bytes
    /// @param out another array than `in`
    /// @return whether the tag was right; if not, what was written is zeroed
    public boolean open(
            byte[] nonce,
            byte[] aad,
            byte[] in,
            int offset,
            int length,
            byte[] out,
            int outOffset) {
        require(nonce);
        Objects.checkFromIndexSize(offset, length, in.length);
        requireApart(in, out);
        int plain = length - AeadSuite.TAG_BYTES;
        if (plain < 0) {
            return false;
        }
        Objects.checkFromIndexSize(outOffset, plain, out.length);
        try {
            start(Cipher.DECRYPT_MODE, nonce, aad);
            return cipher.doFinal(in, offset, length, out, outOffset) == plain;
        } catch (GeneralSecurityException hostile) {
            Arrays.fill(out, outOffset, outOffset + plain, (byte) 0);
            return false;
        }
    }

    /// Ends use of the key. The JDK's key object cannot be zeroed.
    @Override
    public void close() {
        closed = true;
    }

    /// Says the cipher only.
    @Override
    public String toString() {
        return "AeadKey[" + suite.wireName() + "]";
    }

    @SuppressWarnings("ReferenceEquality") // Same array, not same contents, is the question.
    private static void requireApart(byte[] in, byte[] out) {
        if (in == out) {
            throw new IllegalArgumentException("out: the array of in (want another)");
        }
    }

    private void require(byte[] nonce) {
        if (closed) {
            throw new IllegalStateException("key: closed (want open)");
        }
        if (nonce.length != AeadSuite.NONCE_BYTES) {
            throw new IllegalArgumentException("nonce: " + nonce.length + " bytes (want 12)");
        }
    }

    private void start(int mode, byte[] nonce, byte[] aad) throws GeneralSecurityException {
        cipher.init(mode, key, parameters(nonce));
        if (aad.length > 0) {
            cipher.updateAAD(aad);
        }
    }

    private AlgorithmParameterSpec parameters(byte[] nonce) {
        return switch (suite) {
            case AES_256_GCM -> new GCMParameterSpec(TAG_BITS, nonce);
            case CHACHA20_POLY1305 -> new IvParameterSpec(nonce);
        };
    }
}
