package xyz.blueblocks.audit.core;

/// Place of a tile in the log: C2SP tlog-tiles, "Merkle Tree".
///
/// Tile `index` of `level` holds the hashes of 256 neighbouring subtrees of 256^level leaves each.
///
/// @param level 0 (leaf hashes) .. [#MAX_LEVEL]
/// @param index 0-based count of tiles left of this one on its level
public record TileId(int level, long index) implements Comparable<TileId> {
    /// Highest level that a log of 2^63 leaves can have: 8 levels of 8 binary levels each.
    public static final int MAX_LEVEL = 7;

    /// Hashes in a full tile.
    public static final int FULL_WIDTH = 256;

    public TileId {
        if (level < 0 || level > MAX_LEVEL) {
            throw new IllegalArgumentException("level: " + level + " (want 0.." + MAX_LEVEL + ")");
        }
        if (index < 0) {
            throw new IllegalArgumentException("index: " + index + " (want >= 0)");
        }
    }

    /// How many hashes this tile has in a tree of `treeSize` leaves, 0..256.
    public int widthIn(long treeSize) {
        long hashesOnLevel = treeSize >>> (8 * level);
        long left = hashesOnLevel - index * FULL_WIDTH;
        if (index > (hashesOnLevel >>> 8) || left <= 0) {
            return 0;
        }
        return (int) Math.min(FULL_WIDTH, left);
    }

    @Override
    public int compareTo(TileId other) {
        return level != other.level
                ? Integer.compare(level, other.level)
                : Long.compare(index, other.index);
    }
}
