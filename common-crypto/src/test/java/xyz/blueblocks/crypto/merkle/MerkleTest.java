package xyz.blueblocks.crypto.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.Vectors;
import xyz.blueblocks.crypto.hash.Sha256;

class MerkleTest {
    private static final int MAX = 40;

    /// Complete subtrees hashed afresh on each call: slow and obviously right.
    private static byte[] node(int level, long index) {
        return level == 0
                ? MerkleHash.leaf(entry((int) index))
                : MerkleHash.node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
    }

    private static byte[] entry(int index) {
        return new byte[] {(byte) index, 1};
    }

    private static List<byte[]> hashes(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(n -> Vectors.hex(n.asText()))
                .toList();
    }

    @Test
    void published_roots_and_proofs_agree() {
        JsonNode file = Vectors.json("merkle.json");
        List<byte[]> leaves = hashes(file.get("leaves"));
        List<byte[]> roots = hashes(file.get("roots"));
        NodeSource nodes =
                new NodeSource() {
                    @Override
                    public byte[] node(int level, long index) {
                        return level == 0
                                ? MerkleHash.leaf(leaves.get((int) index))
                                : MerkleHash.node(
                                        node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
                    }
                };
        int checked = 0;
        for (int size = 0; size <= 8; size++) {
            assertThat(MerkleHash.root(nodes, size)).isEqualTo(roots.get(size));
        }
        for (JsonNode p : file.get("inclusion")) {
            int index = p.get("index").asInt();
            int size = p.get("size").asInt();
            List<byte[]> proof = hashes(p.get("proof"));
            assertThat(InclusionProof.build(nodes, index, size))
                    .usingElementComparator(java.util.Arrays::compare)
                    .containsExactlyElementsOf(proof);
            assertThat(
                            InclusionProof.verify(
                                    MerkleHash.leaf(leaves.get(index)),
                                    index,
                                    size,
                                    proof,
                                    roots.get(size)))
                    .isTrue();
            checked++;
        }
        for (JsonNode p : file.get("consistency")) {
            int from = p.get("from").asInt();
            int to = p.get("to").asInt();
            List<byte[]> proof = hashes(p.get("proof"));
            assertThat(ConsistencyProof.build(nodes, from, to))
                    .usingElementComparator(java.util.Arrays::compare)
                    .containsExactlyElementsOf(proof);
            assertThat(ConsistencyProof.verify(from, roots.get(from), to, roots.get(to), proof))
                    .isTrue();
            checked++;
        }
        assertThat(checked).isEqualTo(10);
    }

    @Test
    void every_leaf_of_every_size_is_proved_and_nothing_else_is() {
        for (int size = 1; size <= MAX; size++) {
            byte[] root = MerkleHash.root(MerkleTest::node, size);
            for (int index = 0; index < size; index++) {
                byte[] leaf = node(0, index);
                List<byte[]> proof = InclusionProof.build(MerkleTest::node, index, size);
                assertThat(InclusionProof.verify(leaf, index, size, proof, root)).isTrue();
                assertThat(InclusionProof.verify(leaf, index + 1, size, proof, root)).isFalse();
                assertThat(InclusionProof.verify(leaf, index - 1, size, proof, root)).isFalse();
                assertThat(InclusionProof.verify(node(0, 99), index, size, proof, root)).isFalse();
                for (List<byte[]> bad : spoiled(proof)) {
                    assertThat(InclusionProof.verify(leaf, index, size, bad, root)).isFalse();
                }
            }
        }
    }

    @Test
    void every_pair_of_sizes_is_consistent_and_nothing_else_is() {
        for (int to = 0; to <= MAX; to++) {
            byte[] toRoot = MerkleHash.root(MerkleTest::node, to);
            for (int from = 0; from <= to; from++) {
                byte[] fromRoot = MerkleHash.root(MerkleTest::node, from);
                List<byte[]> proof = ConsistencyProof.build(MerkleTest::node, from, to);
                assertThat(ConsistencyProof.verify(from, fromRoot, to, toRoot, proof)).isTrue();
                byte[] other = MerkleHash.leaf(new byte[] {9});
                assertThat(ConsistencyProof.verify(from, other, to, toRoot, proof)).isFalse();
                if (from > 0) {
                    assertThat(ConsistencyProof.verify(from, fromRoot, to, other, proof)).isFalse();
                }
                assertThat(ConsistencyProof.verify(to + 1, toRoot, to, toRoot, proof)).isFalse();
                for (List<byte[]> bad : spoiled(proof)) {
                    assertThat(ConsistencyProof.verify(from, fromRoot, to, toRoot, bad)).isFalse();
                }
            }
        }
    }

    /// The proof with a hash too many, too few, changed, of another size; and an absurd one.
    private static List<List<byte[]>> spoiled(List<byte[]> proof) {
        List<List<byte[]>> bad = new ArrayList<>();
        List<byte[]> longer = new ArrayList<>(proof);
        longer.add(new byte[32]);
        bad.add(longer);
        List<byte[]> endless = new ArrayList<>(proof);
        for (int i = 0; i < 10_000; i++) {
            endless.add(new byte[32]);
        }
        bad.add(endless);
        for (int i = 0; i < proof.size(); i++) {
            List<byte[]> shorter = new ArrayList<>(proof);
            shorter.remove(i);
            bad.add(shorter);
            List<byte[]> changed = new ArrayList<>(proof);
            changed.set(i, MerkleHash.leaf(proof.get(i)));
            bad.add(changed);
            List<byte[]> odd = new ArrayList<>(proof);
            odd.set(i, new byte[31]);
            bad.add(odd);
        }
        return bad;
    }

    @Test
    void a_leaf_cannot_pass_for_a_node() {
        byte[] left = node(0, 0);
        byte[] right = node(0, 1);
        byte[] pair = new byte[64];
        System.arraycopy(left, 0, pair, 0, 32);
        System.arraycopy(right, 0, pair, 32, 32);

        assertThat(MerkleHash.leaf(pair)).isNotEqualTo(MerkleHash.node(left, right));
        assertThat(MerkleHash.root(MerkleTest::node, 0)).isEqualTo(Sha256.hash());
    }

    @Test
    void mistakes_of_the_caller_throw() {
        assertThatThrownBy(() -> InclusionProof.build(MerkleTest::node, 3, 3))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConsistencyProof.build(MerkleTest::node, 4, 3))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleHash.root(MerkleTest::node, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
