package xyz.blueblocks.audit.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The growing right edge of the log: appends leaf hashes, says which tiles changed.
///
/// Reads one tile per level to begin with ([#needed]), whatever the size of the log. Not
/// thread-safe; one writer holds it inside one transaction.
public final class TileEdge {
    private final TreeMap<TileId, byte[]> open = new TreeMap<>();
    private final TreeMap<TileId, Tile> changed = new TreeMap<>();
    private final long sizeBefore;
    private long treeSize;

    private TileEdge(long treeSize) {
        this.sizeBefore = treeSize;
        this.treeSize = treeSize;
    }

    /// Tiles that are partly filled in a tree of `treeSize` leaves: what [#of] must be given.
    public static List<TileId> needed(long treeSize) {
        List<TileId> ids = new ArrayList<>();
        for (int level = 0; level <= TileId.MAX_LEVEL; level++) {
            long hashesOnLevel = treeSize >>> (8 * level);
            if (hashesOnLevel % TileId.FULL_WIDTH != 0) {
                ids.add(new TileId(level, hashesOnLevel / TileId.FULL_WIDTH));
            }
        }
        return ids;
    }

    /// The edge of a tree of `treeSize` leaves.
    ///
    /// @param tiles the stored tiles of [#needed]
    /// @throws IllegalStateException if one is missing or has not the width that this size demands:
    ///   the store is damaged, and appending to it would sign a wrong root
    public static TileEdge of(long treeSize, Collection<Tile> tiles) {
        TileEdge edge = new TileEdge(treeSize);
        for (Tile tile : tiles) {
            edge.open.put(tile.id(), tile.bytes(tile.width()));
        }
        for (TileId id : needed(treeSize)) {
            byte[] held = edge.open.get(id);
            int want = id.widthIn(treeSize);
            if (held == null || held.length != want * Tile.HASH_BYTES) {
                throw new IllegalStateException(
                        "tile " + id + ": stored width is not " + want + ", size " + treeSize);
            }
        }
        return edge;
    }

    /// Adds one leaf by its RFC 6962 leaf hash (32 bytes).
    public void append(byte[] leafHash) {
        long index = treeSize;
        treeSize++;
        put(0, index, leafHash);
    }

    private void put(int level, long hashIndex, byte[] hash) {
        TileId id = new TileId(level, hashIndex / TileId.FULL_WIDTH);
        byte[] held = open.getOrDefault(id, new byte[0]);
        byte[] grown = new byte[held.length + Tile.HASH_BYTES];
        System.arraycopy(held, 0, grown, 0, held.length);
        System.arraycopy(hash, 0, grown, held.length, Tile.HASH_BYTES);
        if (grown.length < TileId.FULL_WIDTH * Tile.HASH_BYTES) {
            open.put(id, grown);
            return;
        }
        open.remove(id);
        Tile full = Tile.of(id, grown);
        changed.put(id, full);
        if (level < TileId.MAX_LEVEL) {
            put(level + 1, id.index(), full.subtree(0, TileId.FULL_WIDTH));
        }
    }

    public long treeSize() {
        return treeSize;
    }

    /// Every tile that differs from what [#of] was given: the rows to write.
    public Collection<Tile> changed() {
        Map<TileId, Tile> rows = new TreeMap<>(changed);
        open.forEach((id, bytes) -> {
            if (id.widthIn(sizeBefore) != bytes.length / Tile.HASH_BYTES) {
                rows.put(id, Tile.of(id, bytes));
            }
        });
        return rows.values();
    }

    /// The partly filled tiles now: enough to compute the root.
    public Collection<Tile> edge() {
        List<Tile> tiles = new ArrayList<>();
        open.forEach((id, bytes) -> tiles.add(Tile.of(id, bytes)));
        return tiles;
    }
}
