package xyz.blueblocks.crypto.aead;

import xyz.blueblocks.crypto.SecretBytes;

/// Nonces that never repeat: 12-byte base XOR a 96-bit big-endian counter from 0.
///
/// Only the low 64 bits can ever move; the counter stops before they wrap.
final class NonceCounter {
    private final byte[] base;
    private final byte[] nonce = new byte[AeadSuite.NONCE_BYTES];
    private long next;

    NonceCounter(SecretBytes base) {
        if (base.length() != AeadSuite.NONCE_BYTES) {
            throw new IllegalArgumentException("base: " + base.length() + " bytes (want 12)");
        }
        this.base = base.copy();
    }

    /// The next count, unsigned.
    long next() {
        return next;
    }

    /// The nonce of the next count, in an array that the next call overwrites.
    byte[] current() {
        if (next == -1L) {
            throw new IllegalStateException("counter: at its end (want a new key)");
        }
        System.arraycopy(base, 0, nonce, 0, 4);
        for (int i = 0; i < 8; i++) {
            nonce[4 + i] = (byte) (base[4 + i] ^ (next >>> (56 - 8 * i)));
        }
        return nonce;
    }

    void advance() {
        if (next == -1L) {
            throw new IllegalStateException("counter: at its end (want a new key)");
        }
        next++;
    }
}
