package xyz.blueblocks.link;

import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.FrameType;

/// A verified frame of a circuit, lent to the handler for the length of one call.
///
/// One object per link, filled anew for each frame: keep nothing of it, copy what is to stay.
public final class InboundFrame {
    private FrameType type = FrameType.DATA;
    private long circuitHigh;
    private long circuitLow;
    private byte[] array = new byte[0];
    private int payloadOffset;
    private int payloadLength;

    InboundFrame() {}

    void lend(FrameType newType, long high, long low, byte[] frame, int offset, int length) {
        type = newType;
        circuitHigh = high;
        circuitLow = low;
        array = frame;
        payloadOffset = offset;
        payloadLength = length;
    }

    /// The kind of frame.
    public FrameType type() {
        return type;
    }

    /// The first 8 bytes of the circuit id.
    public long circuitHigh() {
        return circuitHigh;
    }

    /// The last 8 bytes of the circuit id.
    public long circuitLow() {
        return circuitLow;
    }

    /// The circuit id as a value.
    public CircuitId circuit() {
        return new CircuitId(circuitHigh, circuitLow);
    }

    /// Where the payload is; other bytes in it are none of the handler's business.
    public byte[] array() {
        return array;
    }

    /// Where in [#array] the payload begins.
    public int payloadOffset() {
        return payloadOffset;
    }

    /// Bytes of payload.
    public int payloadLength() {
        return payloadLength;
    }
}
