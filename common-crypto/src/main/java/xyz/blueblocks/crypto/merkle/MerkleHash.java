package xyz.blueblocks.crypto.merkle;

import xyz.blueblocks.crypto.hash.Sha256;

/// The hashes of RFC 6962 section 2.1, with SHA-256: leaves under a zero byte, nodes under a one,
/// so that neither can pass for the other.
public final class MerkleHash {
    /// Bytes of every hash.
    public static final int SIZE_BYTES = 32;

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private MerkleHash() {}

    /// The hash of a log entry.
    public static byte[] leaf(byte[] entry) {
        return Sha256.hash(LEAF, entry);
    }

    /// The hash of two neighbours.
    public static byte[] node(byte[] left, byte[] right) {
        return Sha256.hash(NODE, left, right);
    }

    /// The root of the tree of the first `size` leaves.
    ///
    /// @param size >= 0; the empty tree's root is the hash of nothing
    public static byte[] root(NodeSource nodes, long size) {
        if (size < 0) {
            throw new IllegalArgumentException("size: " + size + " (want >= 0)");
        }
        return size == 0 ? Sha256.hash() : range(nodes, 0, size);
    }

    /// The hash over leaves `begin` to `end`, which make up a subtree that may be ragged.
    static byte[] range(NodeSource nodes, long begin, long end) {
        long size = end - begin;
        if (Long.bitCount(size) == 1) {
            int level = Long.numberOfTrailingZeros(size);
            return nodes.node(level, begin >> level);
        }
        long split = begin + split(size);
        return node(range(nodes, begin, split), range(nodes, split, end));
    }

    /// The largest power of two below `size`, which is at least 2.
    static long split(long size) {
        return Long.highestOneBit(size - 1);
    }
}
