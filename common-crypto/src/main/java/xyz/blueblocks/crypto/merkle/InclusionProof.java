package xyz.blueblocks.crypto.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// That an entry is in the log: the siblings on the way from its leaf to the root (RFC 6962 section
/// 2.1.1), the leaf's own sibling first.
public final class InclusionProof {
    private InclusionProof() {}

    /// The proof of one leaf in the tree of the first `size`.
    ///
    /// @param index 0..size - 1
    public static List<byte[]> build(NodeSource nodes, long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("index: " + index + " (want 0.." + size + ")");
        }
        List<byte[]> proof = new ArrayList<>();
        path(nodes, index, 0, size, proof);
        return proof;
    }

    private static void path(
            NodeSource nodes, long index, long begin, long end, List<byte[]> proof) {
        if (end - begin == 1) {
            return;
        }
        long split = begin + MerkleHash.split(end - begin);
        if (index < split) {
            path(nodes, index, begin, split, proof);
            proof.add(MerkleHash.range(nodes, split, end));
        } else {
            path(nodes, index, split, end, proof);
            proof.add(MerkleHash.range(nodes, begin, split));
        }
    }

    /// Whether the proof leads from the leaf to the root (RFC 9162 section 2.1.3.2). Never throws
    /// on hostile input.
    public static boolean verify(
            byte[] leafHash, long index, long size, List<byte[]> proof, byte[] root) {
        if (index < 0 || index >= size || !Hashes.wellFormed(proof, leafHash, root)) {
            return false;
        }
        long node = index;
        long last = size - 1;
        byte[] hash = leafHash;
        for (byte[] sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = MerkleHash.node(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = MerkleHash.node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }
}
