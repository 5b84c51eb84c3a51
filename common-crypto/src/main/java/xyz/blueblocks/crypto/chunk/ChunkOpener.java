package xyz.blueblocks.crypto.chunk;

import java.util.BitSet;
import java.util.Objects;
import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.AeadSuite;

/// Opens the chunks of one epoch of one file.
///
/// It takes each sequence once and no more than an epoch may hold: an honest sender never seals one
/// twice. A right tag proves sender, file and place; that the bytes are the announced ones is
/// proved by their chaining value, which the caller checks. Not thread-safe.
public final class ChunkOpener implements AutoCloseable {
    private final ChunkEpoch epoch;
    private final BitSet opened = new BitSet();
    private long bytesLeft = ChunkEpoch.MAX_BYTES;

    private ChunkOpener(ChunkEpoch epoch) {
        this.epoch = epoch;
    }

    /// The epoch that a sender announced; empty when its commitment is not that of its keys
    /// (`E006`) or a field has another size.
    ///
    /// @param fileKey from [xyz.blueblocks.crypto.session.SessionKeys#fileKey]; stays the caller's
    /// @param suite the session's
    /// @param fileId 16 bytes
    /// @param salt 24 bytes
    /// @param commit 32 bytes
    public static Optional<ChunkOpener> begin(
            SecretBytes fileKey,
            AeadSuite suite,
            byte[] fileId,
            ChunkLayout layout,
            byte[] salt,
            byte[] commit) {
        if (fileId.length != ChunkEpoch.FILE_ID
                || salt.length != ChunkEpoch.SALT
                || commit.length != ChunkEpoch.COMMIT) {
            return Optional.empty();
        }
        ChunkEpoch epoch = new ChunkEpoch(fileKey, suite, fileId, layout, salt);
        if (!epoch.commitsTo(commit)) {
            epoch.close();
            return Optional.empty();
        }
        return Optional.of(new ChunkOpener(epoch));
    }

    /// 16 bytes that name the epoch in the head of its chunks.
    public byte[] chunkId() {
        return epoch.chunkId();
    }

    /// Opens one chunk.
    ///
    /// @param len ciphertext and tag; anything but the chunk's length + 16 is refused
    /// @param out another array than `in`, with room for `len` − 16 bytes at `outOff`; untouched or
    ///   zeroed there on failure
    /// @return false means `E006`: no such sequence, opened before, another size, or a wrong tag
    public boolean open(int sequence, byte[] in, int off, int len, byte[] out, int outOff) {
        ChunkLayout layout = epoch.layout();
        if (!layout.has(sequence) || opened.get(sequence)) {
            return false;
        }
        int plain = layout.length(sequence);
        if (len != plain + ChunkEpoch.TAG || plain > bytesLeft) {
            return false;
        }
        Objects.checkFromIndexSize(outOff, plain, out.length);
        if (!epoch.open(sequence, in, off, len, out, outOff)) {
            return false;
        }
        opened.set(sequence);
        bytesLeft -= plain;
        return true;
    }

    /// Destroys the epoch's key.
    @Override
    public void close() {
        epoch.close();
    }
}
