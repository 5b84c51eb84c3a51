package xyz.blueblocks.crypto.aead;

import xyz.blueblocks.crypto.SecretBytes;

/// Opens what a [SealSequence] sealed, in the same order.
///
/// A message that is replayed, lost, reordered or changed does not open. The count moves only on
/// success; what a failure means is the caller's to say, and in this protocol it ends the circuit.
/// Not thread-safe.
public final class OpenSequence implements AutoCloseable {
    private static final byte[] NO_AAD = {};

    private final AeadKey key;
    private final NonceCounter counter;

    /// A sequence at message 0; both secrets are copied.
    ///
    /// @param key 32 bytes
    /// @param base 12 bytes
    public OpenSequence(AeadSuite suite, SecretBytes key, SecretBytes base) {
        this.counter = new NonceCounter(base);
        this.key = new AeadKey(suite, key);
    }

    /// Opens the next message, tag included in `length`.
    ///
    /// @param out another array than `in`; gets `length` − 16 bytes
    /// @return whether it was the next message; if not, `out` is zeroed there
    public boolean open(byte[] aad, byte[] in, int offset, int length, byte[] out, int outOffset) {
        boolean opened = key.open(counter.current(), aad, in, offset, length, out, outOffset);
        if (opened) {
            counter.advance();
        }
        return opened;
    }

    /// Opens the next message, which has no associated data.
    public boolean open(byte[] in, int offset, int length, byte[] out, int outOffset) {
        return open(NO_AAD, in, offset, length, out, outOffset);
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
        return "OpenSequence[" + key.suite().wireName() + " at " + counter.next() + "]";
    }
}
