package xyz.blueblocks.wire.frame;

import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;

/// Where everything in a frame lies, and how to read and write it in place.
///
/// ```
/// offset  size  field
///      0     1  version     1
///      1     1  type        FrameType
///      2     4  length      of routing and payload: 95 to 10 485 760
///      6     2  flags       0
///      8     1  38
///      9    38  source      peer id of the sending end of this link
///     47     1  38
///     48    38  destination peer id of the receiving end of this link
///     86    16  route id    circuit on this link; zeros = the link itself
///    102     1  hop count   1
///    103     n  payload     length - 95
///  103+n    64  auth        see the crypto module's FrameAuth
/// ```
///
/// Big-endian. Nothing here allocates, so it serves the path that carries every cell. Offsets given
/// as `frame` are where the frame's first byte lies in the array.
///
/// Source: docs/spec/frames.md.
public final class FrameLayout {
    /// The only version there is.
    public static final int VERSION = 1;

    /// Version, type, length, flags.
    public static final int HEADER = 8;

    /// Both peer ids with their lengths, route id, hop count.
    public static final int ROUTING = 95;

    /// Where the payload begins.
    public static final int PAYLOAD_OFFSET = HEADER + ROUTING;

    /// Signature or MAC behind the payload.
    public static final int AUTH = 64;

    /// What a frame has besides its payload.
    public static final int OVERHEAD = HEADER + ROUTING + AUTH;

    /// Largest value of the length field.
    public static final int MAX_LENGTH = Limits.MAX_MESSAGE_BYTES;

    /// Largest payload.
    public static final int MAX_PAYLOAD = MAX_LENGTH - ROUTING;

    /// A peer id in binary.
    public static final int PEER_ID = 38;

    /// Hop count of every frame on every link: one that grew would tell how long the path is.
    public static final int HOP_COUNT = 1;

    /// Offset of the type.
    public static final int TYPE_OFFSET = 1;

    /// Offset of the length.
    public static final int LENGTH_OFFSET = 2;

    /// Offset of the flags.
    public static final int FLAGS_OFFSET = 6;

    /// Offset of the source's 38 bytes.
    public static final int SOURCE_OFFSET = 9;

    /// Offset of the destination's 38 bytes.
    public static final int DESTINATION_OFFSET = 48;

    /// Offset of the route id.
    public static final int CIRCUIT_OFFSET = 86;

    /// Offset of the hop count.
    public static final int HOP_COUNT_OFFSET = 102;

    private FrameLayout() {}

    /// Judges the 8 bytes of a header before anything is allocated for what it announces.
    ///
    /// @return the length field, 95 to [#MAX_LENGTH]; or, negated, the number of the error to close
    ///   the link with: -14 for an unknown version, -10 for a length or flags that cannot be. The
    ///   type is not judged: an unknown one is answered, and the link goes on.
    public static int readLength(byte[] in, int frame) {
        if (in[frame] != VERSION) {
            return -ErrorCode.INVALID_VERSION.number();
        }
        int length = BigEndian.readInt(in, frame + LENGTH_OFFSET);
        if (length < ROUTING || length > MAX_LENGTH || readFlags(in, frame) != 0) {
            return -ErrorCode.INVALID_FORMAT.number();
        }
        return length;
    }

    /// The type's byte, 0 to 255, whether known or not.
    public static int readType(byte[] in, int frame) {
        return Byte.toUnsignedInt(in[frame + TYPE_OFFSET]);
    }

    /// The flags; anything but 0 is refused.
    public static int readFlags(byte[] in, int frame) {
        return BigEndian.readUnsignedShort(in, frame + FLAGS_OFFSET);
    }

    /// Bytes of the whole frame, by its length field (which must have been judged).
    public static int frameBytes(int length) {
        return HEADER + length + AUTH;
    }

    /// Whether both peer ids have their length, and the hop count is 1.
    public static boolean routingHolds(byte[] in, int frame) {
        return in[frame + SOURCE_OFFSET - 1] == PEER_ID
                && in[frame + DESTINATION_OFFSET - 1] == PEER_ID
                && in[frame + HOP_COUNT_OFFSET] == HOP_COUNT;
    }

    /// Whether the source's 38 bytes are these.
    public static boolean sourceIs(byte[] in, int frame, byte[] peerId) {
        return sameBytes(in, frame + SOURCE_OFFSET, peerId);
    }

    /// Whether the destination's 38 bytes are these.
    public static boolean destinationIs(byte[] in, int frame, byte[] peerId) {
        return sameBytes(in, frame + DESTINATION_OFFSET, peerId);
    }

    /// First 8 bytes of the route id.
    public static long readCircuitHigh(byte[] in, int frame) {
        return BigEndian.readLong(in, frame + CIRCUIT_OFFSET);
    }

    /// Last 8 bytes of the route id.
    public static long readCircuitLow(byte[] in, int frame) {
        return BigEndian.readLong(in, frame + CIRCUIT_OFFSET + Long.BYTES);
    }

    /// The route id.
    public static CircuitId readCircuit(byte[] in, int frame) {
        return CircuitId.read(in, frame + CIRCUIT_OFFSET);
    }

    /// Writes header and routing: the 103 bytes before the payload.
    ///
    /// @param payloadBytes 0 to [#MAX_PAYLOAD]
    public static void write(
            byte[] out,
            int frame,
            FrameType type,
            PeerId source,
            PeerId destination,
            CircuitId circuit,
            int payloadBytes) {
        writeHeader(out, frame, type, payloadBytes);
        out[frame + SOURCE_OFFSET - 1] = PEER_ID;
        System.arraycopy(source.bytes(), 0, out, frame + SOURCE_OFFSET, PEER_ID);
        out[frame + DESTINATION_OFFSET - 1] = PEER_ID;
        System.arraycopy(destination.bytes(), 0, out, frame + DESTINATION_OFFSET, PEER_ID);
        circuit.write(out, frame + CIRCUIT_OFFSET);
        out[frame + HOP_COUNT_OFFSET] = HOP_COUNT;
    }

    /// Writes the 8 bytes of the header alone.
    ///
    /// @param payloadBytes 0 to [#MAX_PAYLOAD]
    public static void writeHeader(byte[] out, int frame, FrameType type, int payloadBytes) {
        if (payloadBytes < 0 || payloadBytes > MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "payloadBytes: " + payloadBytes + " (want 0.." + MAX_PAYLOAD + ")");
        }
        out[frame] = VERSION;
        out[frame + TYPE_OFFSET] = (byte) type.value();
        BigEndian.writeInt(out, frame + LENGTH_OFFSET, ROUTING + payloadBytes);
        BigEndian.writeShort(out, frame + FLAGS_OFFSET, 0);
    }

    private static boolean sameBytes(byte[] in, int offset, byte[] peerId) {
        return java.util.Arrays.equals(in, offset, offset + PEER_ID, peerId, 0, PEER_ID);
    }
}
