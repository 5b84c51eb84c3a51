package xyz.blueblocks.wire.frame;

import java.util.Optional;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;

/// Payload of CLOSE: why a circuit or a link ends; `u16` error number, `u16` limit, 4 bytes.
///
/// @param errorNumber 0 for a normal end, else the number of an [ErrorCode]
/// @param limit which limit was reached
public record ClosePayload(int errorNumber, CloseLimit limit) {
    /// Length on the wire.
    public static final int BYTES = 4;

    /// The normal end.
    public static final ClosePayload NORMAL = new ClosePayload(0, CloseLimit.NONE);

    /// Checks the number.
    public ClosePayload {
        if (errorNumber != 0 && ErrorCode.of(errorNumber).isEmpty()) {
            throw new IllegalArgumentException("errorNumber: " + errorNumber + " (want 0..19)");
        }
    }

    /// An end with an error and the limit that caused it.
    public static ClosePayload of(ErrorCode error, CloseLimit limit) {
        return new ClosePayload(error.number(), limit);
    }

    /// The error, if it is one.
    public Optional<ErrorCode> error() {
        return ErrorCode.of(errorNumber);
    }

    /// Reads `length` bytes at `offset`, which must be all of the payload.
    public static Decoded<ClosePayload> decode(byte[] in, int offset, int length) {
        if (length != BYTES) {
            return Decoded.malformed("close: " + length + " bytes (want 4)", 0);
        }
        int error = BigEndian.readUnsignedShort(in, offset);
        if (error != 0 && ErrorCode.of(error).isEmpty()) {
            return Decoded.malformed("close: unknown error number", 0);
        }
        Optional<CloseLimit> limit = CloseLimit.of(BigEndian.readUnsignedShort(in, offset + 2));
        if (limit.isEmpty()) {
            return Decoded.malformed("close: unknown limit", 2);
        }
        return Decoded.ok(new ClosePayload(error, limit.get()));
    }

    /// Writes 4 bytes at `offset`.
    public void write(byte[] out, int offset) {
        BigEndian.writeShort(out, offset, errorNumber);
        BigEndian.writeShort(out, offset + 2, limit.number());
    }

    /// The payload's bytes.
    public byte[] encode() {
        byte[] out = new byte[BYTES];
        write(out, 0);
        return out;
    }
}
