package xyz.blueblocks.audit.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.merkle.ConsistencyProof;
import xyz.blueblocks.crypto.merkle.InclusionProof;
import xyz.blueblocks.crypto.merkle.MerkleHash;
import xyz.blueblocks.crypto.merkle.NodeSource;

/// Tiles against the tree's definition: a store that only ever sees changed tiles must give the
/// roots and proofs of the whole tree.
class TileEdgeTest {
    private static final long SEED = 20_260_301;

    @Test
    @DisplayName(
            "H04, H05: tiles written batch by batch give the root of the whole tree at every size")
    void gives_the_roots_of_the_whole_tree() {
        SplittableRandom random = new SplittableRandom(SEED);
        Store store = new Store();
        List<byte[]> leaves = new ArrayList<>();
        while (leaves.size() < 70_000) {
            store.append(random.nextInt(1, 1500), leaves);
            assertThat(store.root())
                    .as("seed %d size %d", SEED, leaves.size())
                    .isEqualTo(MerkleHash.root(whole(leaves), leaves.size()));
        }
    }

    @Test
    @DisplayName("H06: proofs out of tiles verify, and read a few tiles however long the log is")
    void proves_out_of_a_few_tiles() {
        SplittableRandom random = new SplittableRandom(SEED);
        Store store = new Store();
        List<byte[]> leaves = new ArrayList<>();
        store.append(66_000, leaves);
        byte[] root = store.root();
        for (int i = 0; i < 200; i++) {
            long index = random.nextLong(66_000);
            TileNodes.Wanted wanted = new TileNodes.Wanted();
            InclusionProof.build(wanted, index, 66_000);
            assertThat(wanted.ids()).hasSizeLessThanOrEqualTo(6);
            List<byte[]> proof = InclusionProof.build(store.nodes(wanted.ids()), index, 66_000);
            byte[] leaf = MerkleHash.leaf(leaves.get((int) index));
            assertThat(InclusionProof.verify(leaf, index, 66_000, proof, root)).isTrue();
        }
    }

    @Test
    @DisplayName("H06: consistency between any two sizes around tile borders verifies out of tiles")
    void proves_growth_between_sizes_around_tile_borders() {
        Store store = new Store();
        store.append(1_100, new ArrayList<>());
        int[] sizes = {1, 2, 3, 127, 128, 255, 256, 257, 300, 511, 512, 513, 767, 1023, 1024, 1100};
        for (int to : sizes) {
            for (int from : sizes) {
                if (from <= to) {
                    assertThat(store.consistent(from, to)).as("%d..%d", from, to).isTrue();
                }
            }
        }
    }

    @Test
    void refuses_to_grow_from_a_damaged_edge() {
        Store store = new Store();
        store.append(300, new ArrayList<>());
        List<Tile> edge = store.tiles(TileEdge.needed(300));
        assertThat(edge).hasSize(2);
        assertThatThrownBy(() -> TileEdge.of(300, edge.subList(0, 1)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> TileEdge.of(301, edge)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("H05: the tiles of a tree of 70 000 leaves have the widths that C2SP names")
    void has_the_widths_of_the_specification() {
        assertThat(new TileId(0, 272).widthIn(70_000)).isEqualTo(256);
        assertThat(new TileId(0, 273).widthIn(70_000)).isEqualTo(112);
        assertThat(new TileId(0, 274).widthIn(70_000)).isZero();
        assertThat(new TileId(1, 0).widthIn(70_000)).isEqualTo(256);
        assertThat(new TileId(1, 1).widthIn(70_000)).isEqualTo(17);
        assertThat(new TileId(2, 0).widthIn(70_000)).isEqualTo(1);
        assertThat(new TileId(3, 0).widthIn(70_000)).isZero();
        assertThat(new TileId(0, (1L << 55) - 1).widthIn(70_000)).isZero();
    }

    /// Complete subtrees of a list of leaves, each hashed once.
    private static NodeSource whole(List<byte[]> leaves) {
        Map<Long, byte[]> known = new HashMap<>();
        return new NodeSource() {
            @Override
            public byte[] node(int level, long index) {
                long name = (long) level << 40 | index;
                byte[] hash = known.get(name);
                if (hash == null) {
                    hash =
                            level == 0
                                    ? MerkleHash.leaf(leaves.get((int) index))
                                    : MerkleHash.node(
                                            node(level - 1, 2 * index),
                                            node(level - 1, 2 * index + 1));
                    known.put(name, hash);
                }
                return hash;
            }
        };
    }

    /// What the table of tiles holds: changed tiles replace those of the same place.
    private static final class Store {
        private final Map<TileId, Tile> rows = new HashMap<>();
        private long size;

        void append(int count, List<byte[]> leaves) {
            TileEdge edge = TileEdge.of(size, tiles(TileEdge.needed(size)));
            for (int i = 0; i < count; i++) {
                byte[] leaf = ByteBuffer.allocate(8).putLong(edge.treeSize()).array();
                leaves.add(leaf);
                edge.append(MerkleHash.leaf(leaf));
            }
            edge.changed().forEach(tile -> rows.put(tile.id(), tile));
            size = edge.treeSize();
        }

        List<Tile> tiles(Iterable<TileId> ids) {
            List<Tile> found = new ArrayList<>();
            ids.forEach(id -> {
                if (rows.containsKey(id)) {
                    found.add(rows.get(id));
                }
            });
            return found;
        }

        NodeSource nodes(Iterable<TileId> ids) {
            return TileNodes.of(tiles(ids));
        }

        byte[] root() {
            return MerkleHash.root(nodes(TileEdge.needed(size)), size);
        }

        boolean consistent(int from, int to) {
            NodeSource all = nodes(List.copyOf(rows.keySet()));
            return ConsistencyProof.verify(
                    from,
                    MerkleHash.root(all, from),
                    to,
                    MerkleHash.root(all, to),
                    ConsistencyProof.build(all, from, to));
        }
    }
}
