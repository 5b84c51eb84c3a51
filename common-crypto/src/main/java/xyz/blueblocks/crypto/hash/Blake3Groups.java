package xyz.blueblocks.crypto.hash;

/// Hashes many chunks, and many parents, at a time: the part of BLAKE3 that is worth vectors.
///
/// Chaining values lie word by word: word w of node i is at `nodes[w * STRIDE + i]`. Objects own
/// scratch memory and are not thread-safe.
abstract class Blake3Groups {
    /// Most chunks of a group: 256 KiB, where reducing parents costs 7 % on top of the chunks.
    static final int MAX_CHUNKS = 256;

    /// Distance of a node's words; a vector read from the last node stays within the array.
    static final int STRIDE = MAX_CHUNKS;

    /// Nodes of one level, then of the next, in place.
    final int[] nodes = new int[8 * STRIDE];

    /// Vector code where the module `jdk.incubator.vector` is there and its vectors have at least 4
    /// lanes, else plain code.
    static Blake3Groups create() {
        return Vectors.USABLE ? new Blake3VectorGroups() : new Blake3ScalarGroups();
    }

    /// Whether [#create] gives vector code.
    static boolean vectorized() {
        return Vectors.USABLE;
    }

    /// Chaining values of `count` whole chunks that lie end to end, into [#nodes].
    abstract void chunks(byte[] in, int offset, int count, long counter, int[] key, int flags);

    /// Chaining values of `count` pairs of nodes, in their place.
    abstract void parents(int count, int[] key, int flags);

    /// Reduces a whole subtree to its last two nodes, whose 16 words are its top parent's block.
    ///
    /// @param chunks a power of two, 2..[#MAX_CHUNKS]
    final void subtree(
            byte[] in, int offset, int chunks, long counter, int[] key, int flags, int[] block) {
        chunks(in, offset, chunks, counter, key, flags);
        for (int n = chunks; n > 2; n /= 2) {
            parents(n / 2, key, flags);
        }
        for (int w = 0; w < 8; w++) {
            block[w] = nodes[w * STRIDE];
            block[8 + w] = nodes[w * STRIDE + 1];
        }
    }

    private static final class Vectors {
        static final boolean USABLE = usable();

        private static boolean usable() {
            if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
                return false;
            }
            try {
                return Blake3VectorCompression.LANES >= 4
                        && Blake3VectorCompression.LANES <= MAX_CHUNKS;
            } catch (RuntimeException | LinkageError unsupported) {
                return false;
            }
        }
    }
}
