package xyz.blueblocks.link;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.FrameLayout;

/// Puts frames together from whatever pieces a socket gives, each byte copied once.
///
/// The length field is judged before it moves anything, and memory follows the bytes that arrive,
/// not the bytes that were announced: a lying length costs its sender as much as us. Holds no array
/// between frames. Not safe for threads.
final class FrameAssembler {
    /// Announced sizes up to a quarter-megabyte cell are allocated at once: the usual case, and
    /// less than what a liar could make us hold by sending.
    private static final int EAGER = FrameBuffers.capacityFor(1 << 18);

    private static final byte[] NONE = new byte[0];

    enum Step {
        /// All of the input is eaten, and the frame is not whole yet.
        MORE,
        /// A frame is whole: see [#array] and [#length], then call [#next].
        FRAME,
        /// The header cannot be: see [#refusal].
        REFUSED
    }

    private final FrameBuffers buffers;
    private int maxFrame;
    private byte[] array = NONE;
    private int have;
    private int need = FrameLayout.HEADER;
    private int lastFrame;
    private ErrorCode refusal = ErrorCode.INVALID_FORMAT;

    /// @param maxFrameBytes longest whole frame for now
    FrameAssembler(FrameBuffers buffers, int maxFrameBytes) {
        this.buffers = buffers;
        this.maxFrame = maxFrameBytes;
    }

    /// From the next header on, frames may have this many bytes.
    void allow(int maxFrameBytes) {
        maxFrame = maxFrameBytes;
    }

    Step feed(ByteBuf in) {
        while (true) {
            if (have == array.length && !grow()) {
                refusal = ErrorCode.RATE_LIMITED;
                return Step.REFUSED;
            }
            int n = Math.min(in.readableBytes(), Math.min(need, array.length) - have);
            in.readBytes(array, have, n);
            have += n;
            if (have == need) {
                if (need != FrameLayout.HEADER) {
                    return Step.FRAME;
                }
                int length = FrameLayout.readLength(array, 0);
                if (length < 0 || FrameLayout.frameBytes(length) > maxFrame) {
                    refusal = ErrorCode.of(-length).orElse(ErrorCode.INVALID_FORMAT);
                    return Step.REFUSED;
                }
                need = FrameLayout.frameBytes(length);
            } else if (!in.isReadable()) {
                return Step.MORE;
            }
        }
    }

    /// The array that holds the frame from its first byte; good until [#next].
    byte[] array() {
        return array;
    }

    /// Bytes of the frame.
    int length() {
        return need;
    }

    /// Why [#feed] refused: E014, E010, or E009 when too much is being put together already.
    ErrorCode refusal() {
        return refusal;
    }

    /// Begins the next frame.
    void next() {
        lastFrame = need;
        have = 0;
        need = FrameLayout.HEADER;
    }

    /// Whether a frame has begun and is not whole.
    boolean within() {
        return have > 0;
    }

    /// Gives the array back if no frame has begun; at the end of each read burst.
    void rest() {
        if (have == 0) {
            release();
        }
    }

    /// Gives the array back in any case; nothing may be fed afterwards.
    void release() {
        if (array.length > 0) {
            buffers.give(array);
            array = NONE;
        }
        have = 0;
    }

    private boolean grow() {
        int want = need;
        if (need == FrameLayout.HEADER) {
            want = Math.min(Math.max(lastFrame, need), maxFrame);
        } else if (need > EAGER && need > lastFrame) {
            want = Math.min(need, Math.max(EAGER, 4 * have));
        }
        byte @Nullable [] larger = buffers.take(want);
        if (larger == null) {
            return false;
        }
        System.arraycopy(array, 0, larger, 0, have);
        if (array.length > 0) {
            buffers.give(array);
        }
        array = larger;
        return true;
    }
}
