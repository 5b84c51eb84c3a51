package xyz.blueblocks.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.Recycler;
import xyz.blueblocks.wire.frame.FrameLayout;

/// A frame to be filled by its owner and then given to [Link#send].
///
/// Pooled, and so is its memory: after `send` or `discard` nothing of it may be touched. Header and
/// routing are written already; the link writes number and authentication as it sends.
public final class OutboundFrame {
    private static final Recycler<OutboundFrame> POOL =
            new Recycler<>() {
                @Override
                protected OutboundFrame newObject(Handle<OutboundFrame> handle) {
                    return new OutboundFrame(handle);
                }
            };

    private final Recycler.Handle<OutboundFrame> handle;
    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
    private int payloadLength;

    private OutboundFrame(Recycler.Handle<OutboundFrame> handle) {
        this.handle = handle;
    }

    /// @param buffer a heap buffer with room for the whole frame
    static OutboundFrame of(ByteBuf buffer, int payloadLength) {
        OutboundFrame frame = POOL.get();
        frame.buffer = buffer;
        frame.payloadLength = payloadLength;
        return frame;
    }

    /// Where the payload goes.
    public byte[] array() {
        return buffer.array();
    }

    /// Where in [#array] the payload begins.
    public int payloadOffset() {
        return frameOffset() + FrameLayout.PAYLOAD_OFFSET;
    }

    /// Bytes of payload.
    public int payloadLength() {
        return payloadLength;
    }

    /// Gives the frame back unsent.
    public void discard() {
        take().release();
    }

    int frameOffset() {
        return buffer.arrayOffset();
    }

    int frameLength() {
        return FrameLayout.OVERHEAD + payloadLength;
    }

    /// The bytes, now the caller's; this object goes back to its pool.
    ByteBuf take() {
        ByteBuf taken = buffer;
        buffer = Unpooled.EMPTY_BUFFER;
        handle.recycle(this);
        return taken;
    }
}
