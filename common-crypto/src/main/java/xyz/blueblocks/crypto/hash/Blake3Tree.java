package xyz.blueblocks.crypto.hash;

/// Parts of a file's BLAKE3 tree: what lets a receiver check each chunk on arrival.
///
/// A transfer's chunk of 2^16, 2^18 or 2^20 bytes is a whole subtree of the file's tree; the list
/// of the subtrees' chaining values merges to the file's hash (docs/spec/primitives.md, section 3).
public final class Blake3Tree {
    private Blake3Tree() {}

    /// The chaining value of a subtree that is not the whole input.
    ///
    /// @param length bytes, at least 1; the last subtree of an input may be ragged
    /// @param firstChunkCounter bytes of the input before this subtree, divided by 1 024
    /// @return 32 bytes
    public static byte[] chainingValue(
            byte[] data, int offset, int length, long firstChunkCounter) {
        if (length < 1 || firstChunkCounter < 0) {
            throw new IllegalArgumentException(
                    "subtree: " + length + " bytes at chunk " + firstChunkCounter + " (want >= 1)");
        }
        Blake3 hasher = Blake3Pool.take();
        try {
            return hasher.resetAt(firstChunkCounter).update(data, offset, length).chainingValue();
        } finally {
            Blake3Pool.giveBack(hasher);
        }
    }

    /// The BLAKE3 hash of an input, from the chaining values of its subtrees.
    ///
    /// @param chainingValues 32 bytes each, in order, at least two
    /// @param leafSizeBytes bytes under each value but the last: a power of two, at least 1 024
    /// @param totalBytes of the whole input; it must fit the count of values
    public static byte[] root(byte[] chainingValues, long leafSizeBytes, long totalBytes) {
        int leaves = leaves(chainingValues.length, leafSizeBytes, totalBytes);
        int[] words = new int[8 * leaves];
        for (int i = 0; i < leaves; i++) {
            Blake3Words.words(chainingValues, 32 * i, words, 8 * i);
        }
        byte[] root = new byte[Blake3.SIZE_BYTES];
        merge(words, leaves).root(root);
        return root;
    }

    private static int leaves(int listBytes, long leafSizeBytes, long totalBytes) {
        if (leafSizeBytes < Blake3Words.CHUNK_BYTES || Long.bitCount(leafSizeBytes) != 1) {
            throw new IllegalArgumentException(
                    "leafSizeBytes: " + leafSizeBytes + " (want a power of two >= 1024)");
        }
        int leaves = listBytes / 32;
        boolean fits =
                totalBytes > 0
                        && listBytes % 32 == 0
                        && leaves >= 2
                        && leaves == (totalBytes - 1) / leafSizeBytes + 1;
        if (!fits) {
            throw new IllegalArgumentException(
                    "chainingValues: "
                            + listBytes
                            + " bytes (want 32 for each "
                            + leafSizeBytes
                            + " of "
                            + totalBytes
                            + ", at least 2)");
        }
        return leaves;
    }

    /// Joins level by level, an odd last node moving up unchanged, which is the shape that "the
    /// left subtree is the largest whole one" gives. The last join is left to the caller.
    private static Blake3Output merge(int[] words, int leaves) {
        int[] key = Blake3Words.iv();
        Blake3Compression compression = new Blake3Compression();
        int n = leaves;
        while (n > 2) {
            for (int i = 0; i < n / 2; i++) {
                System.arraycopy(words, 16 * i, compression.block, 0, 16);
                compression.run(key, 0, 0, Blake3Words.BLOCK_BYTES, Blake3Words.PARENT);
                System.arraycopy(compression.out, 0, words, 8 * i, 8);
            }
            if (n % 2 == 1) {
                System.arraycopy(words, 8 * (n - 1), words, 8 * (n / 2), 8);
            }
            n = (n + 1) / 2;
        }
        return Blake3Output.ofParent(words, key, 0);
    }
}
