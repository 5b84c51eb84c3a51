package xyz.blueblocks.wire.transfer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.message.FileId;

/// Body of CHUNK_ACK: `16 file id | u32 m | u16 n | n × u32`; which chunks are verified and
/// written.
///
/// All below m are held, m is not, and the n listed above m are. Listed numbers ascend, so there is
/// one form for one truth.
///
/// @param fileId which transfer
/// @param below m, 0 to 16 384
/// @param above held above m, ascending, each greater than m and less than 16 384
public record ChunkAckBody(FileId fileId, int below, List<Integer> above) {
    private static final int FIXED_BYTES = 22;

    /// Copies the list and checks that it is the one form.
    public ChunkAckBody {
        above = List.copyOf(above);
        if (below < 0 || below > Limits.MAX_CHUNKS) {
            throw new IllegalArgumentException("below: " + below + " (want 0..16384)");
        }
        int last = below;
        for (int each : above) {
            if (each <= last || each >= Limits.MAX_CHUNKS) {
                throw new IllegalArgumentException("above: want ascending, below < each < 16384");
            }
            last = each;
        }
    }

    /// Says which chunks are held.
    public static ChunkAckBody of(FileId fileId, BitSet held) {
        int below = held.nextClearBit(0);
        return new ChunkAckBody(
                fileId, below, held.stream().filter(i -> i > below).boxed().toList());
    }

    /// Reads all of `length` bytes at `offset`.
    public static Decoded<ChunkAckBody> decode(byte[] in, int offset, int length) {
        if (length < FIXED_BYTES) {
            return Decoded.malformed("chunk-ack: shorter than 22 bytes", length);
        }
        ByteBuffer body = ByteBuffer.wrap(in, offset + FileId.BYTES, length - FileId.BYTES);
        int below = body.getInt();
        int count = Short.toUnsignedInt(body.getShort());
        if (below < 0 || below > Limits.MAX_CHUNKS) {
            return Decoded.malformed("chunk-ack: m not 0..16384", FileId.BYTES);
        }
        if (length != FIXED_BYTES + count * Integer.BYTES) {
            return Decoded.malformed("chunk-ack: n is not what follows", FIXED_BYTES - 2);
        }
        List<Integer> above = new ArrayList<>(count);
        int last = below;
        for (int i = 0; i < count; i++) {
            int each = body.getInt();
            if (each <= last || each >= Limits.MAX_CHUNKS) {
                return Decoded.malformed(
                        "chunk-ack: not ascending above m", FIXED_BYTES + i * Integer.BYTES);
            }
            above.add(each);
            last = each;
        }
        return Decoded.ok(new ChunkAckBody(FileId.read(in, offset), below, above));
    }

    /// The body's bytes.
    public byte[] encode() {
        ByteBuffer out =
                ByteBuffer.allocate(FIXED_BYTES + above.size() * Integer.BYTES)
                        .put(fileId.bytes())
                        .putInt(below)
                        .putShort((short) above.size());
        above.forEach(out::putInt);
        return out.array();
    }
}
