package xyz.blueblocks.audit.core;

import xyz.blueblocks.crypto.merkle.MerkleHash;

/// The left 1..256 hashes of one tile; immutable.
///
/// Stored form: the hashes one after the other, 32 bytes each. A wider tile of the same place
/// begins with the bytes of every narrower one, which is why one row per tile serves all its
/// partial forms.
public final class Tile {
    /// Bytes of one SHA-256 hash.
    public static final int HASH_BYTES = 32;

    private final TileId id;
    private final byte[] hashes;

    private Tile(TileId id, byte[] hashes) {
        this.id = id;
        this.hashes = hashes;
    }

    /// A tile from its stored bytes.
    ///
    /// @throws IllegalArgumentException unless there are 1..256 whole hashes: the store is damaged
    public static Tile of(TileId id, byte[] hashes) {
        int width = hashes.length / HASH_BYTES;
        if (hashes.length % HASH_BYTES != 0 || width < 1 || width > TileId.FULL_WIDTH) {
            throw new IllegalArgumentException(
                    "hashes: " + hashes.length + " bytes (want 1..256 times 32) in " + id);
        }
        return new Tile(id, hashes.clone());
    }

    public TileId id() {
        return id;
    }

    /// Hashes held, 1..256.
    public int width() {
        return hashes.length / HASH_BYTES;
    }

    /// The first `width` hashes, as served at `/tile/<L>/<N>.p/<W>`.
    public byte[] bytes(int width) {
        if (width < 1 || width > width()) {
            throw new IllegalArgumentException("width: " + width + " (want 1.." + width() + ")");
        }
        byte[] out = new byte[width * HASH_BYTES];
        System.arraycopy(hashes, 0, out, 0, out.length);
        return out;
    }

    /// Root of the complete subtree over `count` (a power of two) hashes from `first` on.
    byte[] subtree(int first, int count) {
        if (first < 0 || Integer.bitCount(count) != 1 || first + count > width()) {
            throw new IllegalArgumentException(
                    "first, count: " + first + ", " + count + " (want inside " + width() + ")");
        }
        if (count == 1) {
            byte[] hash = new byte[HASH_BYTES];
            System.arraycopy(hashes, first * HASH_BYTES, hash, 0, HASH_BYTES);
            return hash;
        }
        int half = count / 2;
        return MerkleHash.node(subtree(first, half), subtree(first + half, half));
    }
}
