package xyz.blueblocks.crypto.aead;

import xyz.blueblocks.crypto.SecretBytes;

/// Seals messages in order under one key, counting nonces itself, so that none is used twice.
///
/// The nonce of message n is base XOR n (96 bits, big-endian, from 0) and never on the wire. Not
/// thread-safe: one owner at a time. The other end is [OpenSequence].
public final class SealSequence implements AutoCloseable {
    private static final byte[] NO_AAD = {};

    private final AeadKey key;
    private final NonceCounter counter;

    /// A sequence at message 0; both secrets are copied.
    ///
    /// @param key 32 bytes, used by no other sequence
    /// @param base 12 bytes
    public SealSequence(AeadSuite suite, SecretBytes key, SecretBytes base) {
        this.counter = new NonceCounter(base);
        this.key = new AeadKey(suite, key);
    }

    /// Seals the next message; `out` may be `in`.
    ///
    /// @return bytes written: `length` + 16
    public int seal(byte[] aad, byte[] in, int offset, int length, byte[] out, int outOffset) {
        int written = key.seal(counter.current(), aad, in, offset, length, out, outOffset);
        counter.advance();
        return written;
    }

    /// Seals the next message without associated data.
    public int seal(byte[] in, int offset, int length, byte[] out, int outOffset) {
        return seal(NO_AAD, in, offset, length, out, outOffset);
    }

    /// Passes over one count, where the protocol leaves a nonce unused.
    public void skip() {
        counter.advance();
    }

    /// Count of the next message, unsigned.
    public long position() {
        return counter.next();
    }

    /// Ends the sequence.
    @Override
    public void close() {
        key.close();
    }

    /// Says cipher and position only.
    @Override
    public String toString() {
        return "SealSequence[" + key.suite().wireName() + " at " + counter.next() + "]";
    }
}
