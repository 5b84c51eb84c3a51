package xyz.blueblocks.crypto.hash;

/// The last compression of a tree, held back because only its caller knows whether it is the root
/// (specification section 2.6).
final class Blake3Output {
    private final Blake3Compression compression = new Blake3Compression();
    private final int[] inputCv = new int[8];
    private final int[] block = new int[16];
    private long counter;
    private int length;
    private int flags;

    /// A chunk's last block, already in `from.block`.
    static Blake3Output ofChunk(
            Blake3Compression from, int[] cv, long counter, int length, int flags) {
        return new Blake3Output(from.block, cv, counter, length, flags);
    }

    /// A parent of the two nodes whose words are `block`.
    static Blake3Output ofParent(int[] block, int[] key, int flags) {
        return new Blake3Output(block, key, 0, Blake3Words.BLOCK_BYTES, flags | Blake3Words.PARENT);
    }

    private Blake3Output(int[] block, int[] cv, long counter, int length, int flags) {
        set(block, cv, counter, length, flags);
    }

    /// Makes this the parent of the node at `left[at..at+8)` and of what this was.
    void underParent(int[] left, int at, int[] key, int parentFlags) {
        int[] parent = new int[16];
        System.arraycopy(left, at, parent, 0, 8);
        System.arraycopy(chainingValue(), 0, parent, 8, 8);
        set(parent, key, 0, Blake3Words.BLOCK_BYTES, parentFlags | Blake3Words.PARENT);
    }

    private void set(int[] newBlock, int[] cv, long newCounter, int newLength, int newFlags) {
        System.arraycopy(newBlock, 0, block, 0, 16);
        System.arraycopy(cv, 0, inputCv, 0, 8);
        counter = newCounter;
        length = newLength;
        flags = newFlags;
    }

    /// The node as part of a larger tree: 8 words in an array that the next call overwrites.
    int[] chainingValue() {
        System.arraycopy(block, 0, compression.block, 0, 16);
        compression.run(inputCv, 0, counter, length, flags);
        return compression.out;
    }

    /// The node as the root: `out.length` bytes of output.
    void root(byte[] out) {
        System.arraycopy(block, 0, compression.block, 0, 16);
        for (int at = 0; at < out.length; at += Blake3Words.BLOCK_BYTES) {
            compression.run(
                    inputCv, 0, at / Blake3Words.BLOCK_BYTES, length, flags | Blake3Words.ROOT);
            byte[] bytes = Blake3Words.bytes(compression.out, 16);
            System.arraycopy(bytes, 0, out, at, Math.min(bytes.length, out.length - at));
        }
    }
}
