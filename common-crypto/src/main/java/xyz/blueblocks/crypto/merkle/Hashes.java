package xyz.blueblocks.crypto.merkle;

import java.util.List;

/// Bounds of proofs that strangers send.
final class Hashes {
    /// Twice the levels of the largest tree, one more than any proof has.
    private static final int MAX_PROOF = 128;

    private Hashes() {}

    static boolean wellFormed(List<byte[]> proof, byte[] one, byte[] other) {
        return proof.size() <= MAX_PROOF
                && isHash(one)
                && isHash(other)
                && proof.stream().allMatch(Hashes::isHash);
    }

    static boolean isHash(byte[] bytes) {
        return bytes.length == MerkleHash.SIZE_BYTES;
    }
}
