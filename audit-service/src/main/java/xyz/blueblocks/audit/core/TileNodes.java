package xyz.blueblocks.audit.core;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import xyz.blueblocks.crypto.merkle.NodeSource;

/// Hashes of complete subtrees, found in tiles: what proofs and roots are made of.
///
/// A node `index` of binary `level` covers the leaves index·2^level .. (index+1)·2^level − 1. It
/// lies in one tile of level ⌊level/8⌋, so a proof in a tree of n leaves reads O(log256 n) tiles.
public final class TileNodes implements NodeSource {
    private final Map<TileId, Tile> tiles = new HashMap<>();

    private TileNodes(Collection<Tile> tiles) {
        tiles.forEach(tile -> this.tiles.put(tile.id(), tile));
    }

    public static TileNodes of(Collection<Tile> tiles) {
        return new TileNodes(tiles);
    }

    static TileId tileOf(int level, long index) {
        return new TileId(level / 8, index >>> (8 - level % 8));
    }

    /// Hash of a complete subtree.
    ///
    /// @throws IllegalStateException if the tile is absent or too narrow: the store is damaged, or
    ///   the caller loaded other tiles than [Wanted] named
    @Override
    public byte[] node(int level, long index) {
        TileId id = tileOf(level, index);
        Tile tile = tiles.get(id);
        int count = 1 << (level % 8);
        int first = (int) ((index << (level % 8)) & 255);
        if (tile == null || first + count > tile.width()) {
            throw new IllegalStateException("tile " + id + ": lacks node " + level + "/" + index);
        }
        return tile.subtree(first, count);
    }

    /// Learns which tiles a computation will read by being asked in their place.
    public static final class Wanted implements NodeSource {
        private final Set<TileId> ids = new TreeSet<>();

        @Override
        public byte[] node(int level, long index) {
            ids.add(tileOf(level, index));
            return new byte[Tile.HASH_BYTES];
        }

        public Set<TileId> ids() {
            return ids;
        }
    }
}
