package xyz.blueblocks.crypto.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xyz.blueblocks.crypto.hash.Sha256;

/// That a log only grew: its first `from` leaves are the same in both trees (RFC 6962 section
/// 2.1.2).
public final class ConsistencyProof {
    private ConsistencyProof() {}

    /// The proof between two sizes; empty when they are equal or the first is 0.
    ///
    /// @param from 0..to
    public static List<byte[]> build(NodeSource nodes, long from, long to) {
        if (from < 0 || from > to) {
            throw new IllegalArgumentException("from: " + from + " (want 0.." + to + ")");
        }
        List<byte[]> proof = new ArrayList<>();
        if (from != 0 && from != to) {
            subproof(nodes, from, 0, to, true, proof);
        }
        return proof;
    }

    /// @param whole whether the old tree is complete over this range, so that its root is known
    private static void subproof(
            NodeSource nodes, long from, long begin, long end, boolean whole, List<byte[]> proof) {
        if (from == end) {
            if (!whole) {
                proof.add(MerkleHash.range(nodes, begin, end));
            }
            return;
        }
        long split = begin + MerkleHash.split(end - begin);
        if (from <= split) {
            subproof(nodes, from, begin, split, whole, proof);
            proof.add(MerkleHash.range(nodes, split, end));
        } else {
            subproof(nodes, from, split, end, false, proof);
            proof.add(MerkleHash.range(nodes, begin, split));
        }
    }

    /// Whether the proof shows that the second tree begins with the first (RFC 9162 section
    /// 2.1.4.2). Never throws on hostile input.
    public static boolean verify(
            long from, byte[] fromRoot, long to, byte[] toRoot, List<byte[]> proof) {
        if (from < 0 || from > to || !Hashes.wellFormed(proof, fromRoot, toRoot)) {
            return false;
        }
        if (from == to) {
            return proof.isEmpty() && Arrays.equals(fromRoot, toRoot);
        }
        if (from == 0) {
            return proof.isEmpty() && Arrays.equals(fromRoot, Sha256.hash());
        }
        List<byte[]> path = proof;
        if (Long.bitCount(from) == 1) {
            path = new ArrayList<>(List.of(fromRoot));
            path.addAll(proof);
        }
        return !path.isEmpty() && climbs(from, fromRoot, to, toRoot, path);
    }

    private static boolean climbs(
            long from, byte[] fromRoot, long to, byte[] toRoot, List<byte[]> path) {
        int skip = Long.numberOfTrailingZeros(~(from - 1));
        long node = (from - 1) >> skip;
        long last = (to - 1) >> skip;
        byte[] old = path.get(0);
        byte[] grown = path.get(0);
        for (byte[] sibling : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                old = MerkleHash.node(sibling, old);
                grown = MerkleHash.node(sibling, grown);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                grown = MerkleHash.node(grown, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(old, fromRoot) && Arrays.equals(grown, toRoot);
    }
}
