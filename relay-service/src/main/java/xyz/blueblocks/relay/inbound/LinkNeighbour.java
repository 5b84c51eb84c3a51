package xyz.blueblocks.relay.inbound;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.link.Link;
import xyz.blueblocks.link.OutboundFrame;
import xyz.blueblocks.relay.core.LinkPort;
import xyz.blueblocks.relay.core.OutCell;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.JsonObject;

/// A real link as core sees it. Cells are peeled straight into the link's own pooled frames.
final class LinkNeighbour implements LinkPort {
    private static final int KEEP = 64;

    private final Link link;
    private final ArrayDeque<Lent> spare = new ArrayDeque<>();

    LinkNeighbour(Link link) {
        this.link = link;
    }

    @Override
    public PeerId peer() {
        return link.peer();
    }

    @Override
    public OutCell cell(FrameType type, CircuitId circuit, int payloadLength) {
        Lent lent = spare.pollLast();
        if (lent == null) {
            lent = new Lent();
        }
        lent.frame = link.frame(type, circuit, payloadLength);
        return lent;
    }

    @Override
    public void send(OutCell cell) {
        link.send(((Lent) cell).take());
    }

    @Override
    public void sendClose(CircuitId circuit, int error, CloseLimit limit) {
        link.sendClose(circuit, error, limit);
    }

    @Override
    public void sendCredit(CircuitId circuit, int bytes) {
        link.sendCredit(circuit, bytes);
    }

    @Override
    public void control(JsonObject message) {
        link.control(message);
    }

    @Override
    public boolean writable() {
        return link.writable();
    }

    @Override
    public long queuedBytes() {
        return link.queuedBytes();
    }

    @Override
    public void close(ErrorCode error, CloseLimit limit) {
        link.close(error, limit);
    }

    /// A frame under way between core and link; reused, so that a cell costs no object.
    private final class Lent implements OutCell {
        private @Nullable OutboundFrame frame;

        @Override
        public byte[] array() {
            return frame().array();
        }

        @Override
        public int payloadOffset() {
            return frame().payloadOffset();
        }

        @Override
        public void discard() {
            take().discard();
        }

        private OutboundFrame take() {
            OutboundFrame taken = frame();
            frame = null;
            if (spare.size() < KEEP) {
                spare.addLast(this);
            }
            return taken;
        }

        private OutboundFrame frame() {
            if (frame == null) {
                throw new IllegalStateException("frame: sent or discarded already (want once)");
            }
            return frame;
        }
    }
}
