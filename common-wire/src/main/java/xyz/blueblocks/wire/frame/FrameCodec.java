package xyz.blueblocks.wire.frame;

import java.util.Arrays;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;

/// Whole frames to bytes and back, by [FrameLayout].
public final class FrameCodec {
    private FrameCodec() {}

    /// The frame's bytes.
    public static byte[] encode(Frame frame) {
        byte[] payload = frame.payload();
        byte[] out = new byte[FrameLayout.OVERHEAD + payload.length];
        FrameLayout.write(
                out,
                0,
                frame.type(),
                frame.source(),
                frame.destination(),
                frame.circuit(),
                payload.length);
        System.arraycopy(payload, 0, out, FrameLayout.PAYLOAD_OFFSET, payload.length);
        System.arraycopy(
                frame.auth(),
                0,
                out,
                FrameLayout.PAYLOAD_OFFSET + payload.length,
                FrameLayout.AUTH);
        return out;
    }

    /// Reads all of `in` as one frame.
    ///
    /// Refuses with `E014` another version, and with `E010` everything else that is not exactly one
    /// frame of a known type. Allocates nothing for a length that `in` does not hold.
    public static Decoded<Frame> decode(byte[] in) {
        if (in.length < FrameLayout.HEADER) {
            return Decoded.malformed("frame: shorter than its header", in.length);
        }
        int length = FrameLayout.readLength(in, 0);
        if (length < 0) {
            return refuseHeader(in, -length);
        }
        int frameBytes = FrameLayout.frameBytes(length);
        if (in.length != frameBytes) {
            return Decoded.malformed(
                    "frame: " + in.length + " bytes (its length says " + frameBytes + ")",
                    Math.min(in.length, frameBytes));
        }
        Optional<FrameType> type = FrameType.of(FrameLayout.readType(in, 0));
        if (type.isEmpty()) {
            return Decoded.malformed("type: unknown", FrameLayout.TYPE_OFFSET);
        }
        return decodeRouting(in, type.get(), FrameLayout.HEADER + length);
    }

    private static Decoded<Frame> decodeRouting(byte[] in, FrameType type, int authOffset) {
        if (!FrameLayout.routingHolds(in, 0)) {
            return Decoded.malformed(
                    "routing: two ids of 38 bytes and hop count 1 wanted", FrameLayout.HEADER);
        }
        Optional<PeerId> source = peerId(in, FrameLayout.SOURCE_OFFSET);
        if (source.isEmpty()) {
            return Decoded.malformed("source: not a peer id", FrameLayout.SOURCE_OFFSET);
        }
        Optional<PeerId> destination = peerId(in, FrameLayout.DESTINATION_OFFSET);
        if (destination.isEmpty()) {
            return Decoded.malformed("destination: not a peer id", FrameLayout.DESTINATION_OFFSET);
        }
        return Decoded.ok(
                new Frame(
                        type,
                        source.get(),
                        destination.get(),
                        FrameLayout.readCircuit(in, 0),
                        Arrays.copyOfRange(in, FrameLayout.PAYLOAD_OFFSET, authOffset),
                        Arrays.copyOfRange(in, authOffset, authOffset + FrameLayout.AUTH)));
    }

    private static Decoded<Frame> refuseHeader(byte[] in, int errorNumber) {
        if (errorNumber == ErrorCode.INVALID_VERSION.number()) {
            return Decoded.malformed(ErrorCode.INVALID_VERSION, "version: not 1", 0);
        }
        return FrameLayout.readFlags(in, 0) != 0
                ? Decoded.malformed("flags: not 0", FrameLayout.FLAGS_OFFSET)
                : Decoded.malformed(
                        "length: not " + FrameLayout.ROUTING + ".." + FrameLayout.MAX_LENGTH,
                        FrameLayout.LENGTH_OFFSET);
    }

    private static Optional<PeerId> peerId(byte[] in, int offset) {
        return PeerId.decode(Arrays.copyOfRange(in, offset, offset + FrameLayout.PEER_ID));
    }
}
