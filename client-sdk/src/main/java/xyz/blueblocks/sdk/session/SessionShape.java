package xyz.blueblocks.sdk.session;

/// Sizes of a circuit's cells: 2^k + 256 bytes, one k per direction.
///
/// @param forward k towards the receiver: 10, 12, 14, 16, 18 or 20
/// @param back k towards the sender
public record SessionShape(int forward, int back) {
    /// For messages: short both ways.
    public static final SessionShape MESSAGES = new SessionShape(12, 12);

    /// For files: a chunk of 1 MiB fills four cells, acknowledgements are tiny.
    public static final SessionShape FILES = new SessionShape(18, 10);

    static int cellBytes(int k) {
        return (1 << k) + 256;
    }

    int forwardCellBytes() {
        return cellBytes(forward);
    }

    int backCellBytes() {
        return cellBytes(back);
    }
}
