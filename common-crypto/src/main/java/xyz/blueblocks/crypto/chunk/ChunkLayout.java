package xyz.blueblocks.crypto.chunk;

import java.util.Optional;

/// How a file is cut into chunks: all of one size, the last one perhaps shorter.
///
/// @param sizeBytes size of the file, 1 byte to 5 GiB
/// @param chunkSizeBytes 2^16, 2^18 or 2^20, so that a chunk is a subtree of the file's BLAKE3
///   tree; large enough that there are at most 16 384 chunks
public record ChunkLayout(long sizeBytes, int chunkSizeBytes) {
    /// Largest file, 5 GiB.
    public static final long MAX_FILE_BYTES = 5L << 30;

    /// Most chunks of a file: their list must fit a message.
    public static final int MAX_CHUNKS = 16_384;

    /// Checks the ranges.
    public ChunkLayout {
        if (!valid(sizeBytes, chunkSizeBytes)) {
            throw new IllegalArgumentException(
                    "layout: "
                            + sizeBytes
                            + " in chunks of "
                            + chunkSizeBytes
                            + " (want 1 B to 5 GiB in at most 16384 of 2^16, 2^18 or 2^20)");
        }
    }

    /// The layout a stranger announced; empty when there is none (`E010`).
    public static Optional<ChunkLayout> of(long sizeBytes, int chunkSizeBytes) {
        return valid(sizeBytes, chunkSizeBytes)
                ? Optional.of(new ChunkLayout(sizeBytes, chunkSizeBytes))
                : Optional.empty();
    }

    private static boolean valid(long size, int chunk) {
        return (chunk == 1 << 16 || chunk == 1 << 18 || chunk == 1 << 20)
                && size >= 1
                && size <= MAX_FILE_BYTES
                && count(size, chunk) <= MAX_CHUNKS;
    }

    private static long count(long size, int chunk) {
        return (size + chunk - 1) / chunk;
    }

    /// Number of chunks, 1..16 384.
    public int total() {
        return (int) count(sizeBytes, chunkSizeBytes);
    }

    /// Whether there is a chunk of that number.
    public boolean has(int sequence) {
        return sequence >= 0 && sequence < total();
    }

    /// Whether it is the file's last.
    public boolean isLast(int sequence) {
        return sequence == total() - 1;
    }

    /// Where in the file the chunk begins.
    public long offset(int sequence) {
        require(sequence);
        return (long) sequence * chunkSizeBytes;
    }

    /// Size of the chunk's plaintext, in bytes.
    public int length(int sequence) {
        return (int) Math.min(chunkSizeBytes, sizeBytes - offset(sequence));
    }

    private void require(int sequence) {
        if (!has(sequence)) {
            throw new IllegalArgumentException(
                    "sequence: " + sequence + " (want 0.." + (total() - 1) + ")");
        }
    }
}
