package xyz.blueblocks.crypto.onion;

/// Sizes of cells: C = 2^k + 256 bytes, k one of 10, 12, 14, 16, 18, 20.
///
/// The 256 hold five tags of 16, a record head of 48 and a chunk's tag, so 2^k bytes of a file
/// always fit a cell.
public final class CellSize {
    private static final int EXTRA = 256;

    private CellSize() {}

    /// Whether cells of that k exist.
    public static boolean valid(int k) {
        return k >= 10 && k <= 20 && k % 2 == 0;
    }

    /// C, in bytes.
    public static int bytes(int k) {
        if (!valid(k)) {
            throw new IllegalArgumentException("k: " + k + " (want 10, 12, 14, 16, 18 or 20)");
        }
        return (1 << k) + EXTRA;
    }

    /// Whether a payload of that length can be a cell.
    public static boolean isCell(int payloadLength) {
        int power = payloadLength - EXTRA;
        return Integer.bitCount(power) == 1 && valid(Integer.numberOfTrailingZeros(power));
    }
}
