package xyz.blueblocks.audit.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.merkle.ConsistencyProof;
import xyz.blueblocks.crypto.merkle.InclusionProof;
import xyz.blueblocks.crypto.merkle.MerkleHash;
import xyz.blueblocks.crypto.merkle.NodeSource;

/// The log's tree against a second one: equal roots, equal proofs, equal verdicts on good proofs
/// and on damaged ones. The damage is what the published test data of Certificate Transparency
/// names: another index or size, an element changed, cut off, put before or behind, another root.
class SecondTreeTest {
    private static final int LEAVES = 820;

    /// Of larger trees only some places are looked at: each 29th, and the first.
    private static final int ALL_PLACES = 130;

    private static final int STEP = 29;

    private final PlainTree plain =
            new PlainTree(IntStream.range(0, LEAVES).mapToObj(SecondTreeTest::entry).toList());
    private final NodeSource nodes =
            (level, index) -> plain.hash((int) (index << level), (int) ((index + 1) << level));

    private static int step(int size) {
        return size <= ALL_PLACES ? 1 : STEP;
    }

    private static byte[] entry(int index) {
        return ByteBuffer.allocate(5).putInt(index).put((byte) 7).array();
    }

    @Test
    @DisplayName("H04: a second implementation gives the same root at all sizes up to 820 leaves")
    void roots_are_equal() {
        for (int size = 0; size <= LEAVES; size++) {
            assertThat(MerkleHash.root(nodes, size)).isEqualTo(plain.hash(0, size));
        }
        for (int i = 0; i < LEAVES; i++) {
            assertThat(MerkleHash.leaf(entry(i))).isEqualTo(plain.hash(i, i + 1));
        }
    }

    @Test
    @DisplayName(
            "H04, H25: two implementations agree on inclusion proofs, good or damaged: all of trees up to"
                    + " 130 leaves, each 29th of those up to 820")
    void inclusion_is_judged_alike() {
        for (int size = 1; size <= LEAVES; size++) {
            byte[] root = plain.hash(0, size);
            for (int index = 0; index < size; index += step(size)) {
                byte[] leaf = plain.hash(index, index + 1);
                List<byte[]> proof = plain.path(index, 0, size);
                isEqual(InclusionProof.build(nodes, index, size), proof);
                includes(true, leaf, index, size, proof, root);
                switch ((size + index) % 7) {
                    case 0 -> includes(false, leaf, index + 1, size, proof, root);
                    case 1 -> includes(false, leaf, index - 1, size, proof, root);
                    case 2 -> judgedAlike(leaf, index, 2 * size, proof, root);
                    case 3 -> judgedAlike(leaf, index ^ 2, size, proof, root);
                    case 4 -> includes(false, root, index, size, around(proof, root, leaf), root);
                    case 5 -> includes(false, leaf, index, size, proof, new byte[32]);
                    default -> judgedAlike(leaf, index, size / 2, proof, root);
                }
                for (List<byte[]> bad : damaged(proof, index)) {
                    includes(false, leaf, index, size, bad, root);
                }
            }
        }
    }

    @Test
    @DisplayName(
            "H04, H25: two implementations agree on consistency proofs, good or damaged: all of trees up"
                    + " to 130 leaves, each 29th of those up to 820")
    void growth_is_judged_alike() {
        for (int to = 1; to <= LEAVES; to++) {
            byte[] root = plain.hash(0, to);
            for (int from = 1; from <= to; from += step(to)) {
                byte[] old = plain.hash(0, from);
                List<byte[]> proof = plain.proof(from, to);
                isEqual(ConsistencyProof.build(nodes, from, to), proof);
                grows(true, from, old, to, root, proof);
                if (from < to) {
                    grows(false, from, root, to, old, proof);
                    grows(false, from, plain.hash(1, 2), to, root, proof);
                    grows(false, from, old, to, plain.hash(1, 2), proof);
                }
                for (List<byte[]> bad : damaged(proof, from)) {
                    grows(false, from, old, to, root, bad);
                }
            }
        }
    }

    private static void includes(
            boolean expected, byte[] leaf, int index, int size, List<byte[]> proof, byte[] root) {
        if (InclusionProof.verify(leaf, index, size, proof, root) != expected
                || PlainTree.includes(leaf, index, size, proof, root) != expected) {
            throw new AssertionError("leaf " + index + " of " + size + ": want " + expected);
        }
    }

    /// For changes that need not be wrong: a path may be right for another place too.
    private static void judgedAlike(
            byte[] leaf, int index, int size, List<byte[]> proof, byte[] root) {
        boolean first = InclusionProof.verify(leaf, index, size, proof, root);
        if (first != PlainTree.includes(leaf, index, size, proof, root)) {
            throw new AssertionError("leaf " + index + " of " + size + ": not judged alike");
        }
    }

    private static void grows(
            boolean expected, int from, byte[] old, int to, byte[] root, List<byte[]> proof) {
        if (ConsistencyProof.verify(from, old, to, root, proof) != expected
                || PlainTree.grew(from, old, to, root, proof) != expected) {
            throw new AssertionError(from + " to " + to + ": want " + expected);
        }
    }

    private static void isEqual(List<byte[]> one, List<byte[]> two) {
        if (!Arrays.deepEquals(one.toArray(), two.toArray())) {
            throw new AssertionError("proofs differ");
        }
    }

    /// An element changed, which one by turns; the last cut off; one put before and one behind.
    private static List<List<byte[]>> damaged(List<byte[]> proof, int turn) {
        List<List<byte[]>> all = new ArrayList<>();
        if (!proof.isEmpty()) {
            List<byte[]> changed = new ArrayList<>(proof);
            byte[] other = proof.get(turn % proof.size()).clone();
            other[turn % other.length] ^= (byte) (1 << turn % 8);
            changed.set(turn % proof.size(), other);
            all.add(changed);
            all.add(proof.subList(0, proof.size() - 1));
        }
        List<byte[]> before = new ArrayList<>(proof);
        before.addFirst(new byte[32]);
        all.add(before);
        List<byte[]> behind = new ArrayList<>(proof);
        behind.add(new byte[32]);
        all.add(behind);
        return all;
    }

    private static List<byte[]> around(List<byte[]> proof, byte[] first, byte[] last) {
        List<byte[]> longer = new ArrayList<>(proof);
        longer.addFirst(first);
        longer.add(last);
        return longer;
    }
}
