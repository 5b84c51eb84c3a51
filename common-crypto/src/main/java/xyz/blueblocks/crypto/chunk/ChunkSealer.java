package xyz.blueblocks.crypto.chunk;

import java.security.SecureRandom;
import java.util.BitSet;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.AeadSuite;

/// Seals chunks of one file during one epoch: each sequence once, at most 1 GiB, at most 15
/// minutes.
///
/// A chunk to be sent again goes into a new epoch with a new salt, because the file may have
/// changed meanwhile and no nonce may ever meet two plaintexts. Not thread-safe.
public final class ChunkSealer implements AutoCloseable {
    static final long MAX_AGE_MILLIS = 15 * 60 * 1000L;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ChunkEpoch epoch;
    private final byte[] salt;
    private final long endMillis;
    private final BitSet sealed = new BitSet();
    private long bytesLeft = ChunkEpoch.MAX_BYTES;

    private ChunkSealer(ChunkEpoch epoch, byte[] salt, long nowMillis) {
        this.epoch = epoch;
        this.salt = salt;
        this.endMillis = nowMillis + MAX_AGE_MILLIS;
    }

    /// A new epoch under a fresh salt.
    ///
    /// @param fileKey from [xyz.blueblocks.crypto.session.SessionKeys#fileKey]; stays the caller's
    /// @param suite the session's
    /// @param fileId 16 bytes
    public static ChunkSealer begin(
            SecretBytes fileKey,
            AeadSuite suite,
            byte[] fileId,
            ChunkLayout layout,
            long nowMillis) {
        byte[] salt = new byte[ChunkEpoch.SALT];
        RANDOM.nextBytes(salt);
        return begin(fileKey, suite, fileId, layout, salt, nowMillis);
    }

    /// Given salt, for vectors: never the same one twice under one file key.
    static ChunkSealer begin(
            SecretBytes fileKey,
            AeadSuite suite,
            byte[] fileId,
            ChunkLayout layout,
            byte[] salt,
            long nowMillis) {
        return new ChunkSealer(
                new ChunkEpoch(fileKey, suite, fileId, layout, salt), salt, nowMillis);
    }

    /// 24 bytes for the epoch message.
    public byte[] salt() {
        return salt.clone();
    }

    /// 32 bytes for the epoch message.
    public byte[] commit() {
        return epoch.commit();
    }

    /// 16 bytes that name the epoch in the head of its chunks: the first of [#commit].
    public byte[] chunkId() {
        return epoch.chunkId();
    }

    /// Whether that chunk may be sealed in this epoch; if not, begin another.
    public boolean canSeal(int sequence, long nowMillis) {
        return epoch.layout().has(sequence)
                && !sealed.get(sequence)
                && epoch.layout().length(sequence) <= bytesLeft
                && nowMillis - endMillis < 0;
    }

    /// Seals one chunk.
    ///
    /// @param len exactly [ChunkLayout#length] of the sequence
    /// @param out gets `len` + 16 bytes: ciphertext and tag
    /// @return bytes written
    public int seal(
            int sequence, byte[] plain, int off, int len, byte[] out, int outOff, long nowMillis) {
        if (!canSeal(sequence, nowMillis)) {
            throw new IllegalStateException(
                    "sequence: " + sequence + " (want one that canSeal() allows)");
        }
        if (len != epoch.layout().length(sequence)) {
            throw new IllegalArgumentException(
                    "len: " + len + " (want " + epoch.layout().length(sequence) + ")");
        }
        // Entered before sealing: a failure half-way must not lead to the same nonce again.
        sealed.set(sequence);
        bytesLeft -= len;
        return epoch.seal(sequence, plain, off, len, out, outOff);
    }

    /// Destroys the epoch's key.
    @Override
    public void close() {
        epoch.close();
    }
}
