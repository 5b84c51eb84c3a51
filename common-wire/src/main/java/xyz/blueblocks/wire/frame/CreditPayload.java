package xyz.blueblocks.wire.frame;

import xyz.blueblocks.wire.Decoded;

/// Payload of a link's DATA_ACK: how many more payload bytes of a circuit may be sent; `u32`.
///
/// @param bytes 1 to 2^32 - 1; 0 would say nothing and is refused
public record CreditPayload(long bytes) {
    /// Length on the wire.
    public static final int BYTES = 4;

    private static final long MAX = 0xffff_ffffL;

    /// Checks the range.
    public CreditPayload {
        if (bytes < 1 || bytes > MAX) {
            throw new IllegalArgumentException("bytes: " + bytes + " (want 1.." + MAX + ")");
        }
    }

    /// Reads `length` bytes at `offset`, which must be all of the payload.
    public static Decoded<CreditPayload> decode(byte[] in, int offset, int length) {
        if (length != BYTES) {
            return Decoded.malformed("credit: " + length + " bytes (want 4)", 0);
        }
        long bytes = Integer.toUnsignedLong(BigEndian.readInt(in, offset));
        return bytes == 0
                ? Decoded.malformed("credit: 0", 0)
                : Decoded.ok(new CreditPayload(bytes));
    }

    /// Writes 4 bytes at `offset`.
    public void write(byte[] out, int offset) {
        BigEndian.writeInt(out, offset, (int) bytes);
    }

    /// The payload's bytes.
    public byte[] encode() {
        byte[] out = new byte[BYTES];
        write(out, 0);
        return out;
    }
}
