package xyz.blueblocks.wire.frame;

import xyz.blueblocks.wire.Decoded;

/// Payload of PING, and of the PONG that echoes it: 8 bytes of the asker's choice.
///
/// One size only, so a PING carries nothing but the question.
///
/// @param opaque what PONG must bring back
public record PingPayload(long opaque) {
    /// Length on the wire.
    public static final int BYTES = 8;

    /// Reads `length` bytes at `offset`, which must be all of the payload.
    public static Decoded<PingPayload> decode(byte[] in, int offset, int length) {
        return length == BYTES
                ? Decoded.ok(new PingPayload(BigEndian.readLong(in, offset)))
                : Decoded.malformed("ping: " + length + " bytes (want 8)", 0);
    }

    /// Writes 8 bytes at `offset`.
    public void write(byte[] out, int offset) {
        BigEndian.writeLong(out, offset, opaque);
    }

    /// The payload's bytes.
    public byte[] encode() {
        byte[] out = new byte[BYTES];
        write(out, 0);
        return out;
    }
}
