package xyz.blueblocks.link;

import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.JsonObject;

/// A handler that remembers what it was told.
final class Recorder implements LinkHandler {
    /// A frame that came, copied.
    static final class Seen {
        final FrameType type;
        final CircuitId circuit;
        final byte[] payload;

        Seen(InboundFrame frame) {
            type = frame.type();
            circuit = frame.circuit();
            payload =
                    Arrays.copyOfRange(
                            frame.array(),
                            frame.payloadOffset(),
                            frame.payloadOffset() + frame.payloadLength());
        }
    }

    final BlockingQueue<Link> opened = new LinkedBlockingQueue<>();
    final BlockingQueue<Seen> frames = new LinkedBlockingQueue<>();
    final BlockingQueue<JsonObject> controls = new LinkedBlockingQueue<>();
    final BlockingQueue<LinkClosed> closed = new LinkedBlockingQueue<>();
    final AtomicInteger openings = new AtomicInteger();
    final AtomicInteger closings = new AtomicInteger();
    volatile @Nullable BiConsumer<Link, InboundFrame> onFrame;

    @Override
    public void onOpen(Link link) {
        openings.incrementAndGet();
        opened.add(link);
    }

    @Override
    public void onFrame(Link link, InboundFrame frame) {
        BiConsumer<Link, InboundFrame> own = onFrame;
        if (own != null) {
            own.accept(link, frame);
        } else {
            frames.add(new Seen(frame));
        }
    }

    @Override
    public void onControl(Link link, JsonObject message) {
        controls.add(message);
    }

    @Override
    public void onClosed(Link link, LinkClosed why) {
        closings.incrementAndGet();
        closed.add(why);
    }

    static <T> T next(BlockingQueue<T> queue) {
        try {
            return Eventually.next("queue", queue);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
