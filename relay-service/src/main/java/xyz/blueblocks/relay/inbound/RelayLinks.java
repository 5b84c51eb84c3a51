package xyz.blueblocks.relay.inbound;

import org.jspecify.annotations.Nullable;
import xyz.blueblocks.link.InboundFrame;
import xyz.blueblocks.link.Link;
import xyz.blueblocks.link.LinkClosed;
import xyz.blueblocks.link.LinkHandler;
import xyz.blueblocks.relay.core.Neighbour;
import xyz.blueblocks.relay.core.RelayCore;
import xyz.blueblocks.wire.json.JsonObject;

/// Every link of this relay, dialled and accepted, on one event loop.
///
/// A link's [Link#attachment] is its [Neighbour].
public final class RelayLinks implements LinkHandler {
    private @Nullable RelayCore core;

    /// Says who decides; once, before the first link.
    public void bind(RelayCore decides) {
        core = decides;
    }

    @Override
    public void onOpen(Link link) {
        link.attach(core().opened(new LinkNeighbour(link)));
    }

    @Override
    public void onFrame(Link link, InboundFrame frame) {
        core().frame(
                        neighbour(link),
                        frame.type(),
                        frame.circuitHigh(),
                        frame.circuitLow(),
                        frame.array(),
                        frame.payloadOffset(),
                        frame.payloadLength());
    }

    @Override
    public void onControl(Link link, JsonObject message) {
        core().control(neighbour(link), message);
    }

    @Override
    public void onWritable(Link link) {
        core().writable(neighbour(link));
    }

    @Override
    public void onClosed(Link link, LinkClosed why) {
        core().lost(neighbour(link));
    }

    private RelayCore core() {
        if (core == null) {
            throw new IllegalStateException("core: not bound (want bind before the first link)");
        }
        return core;
    }

    private static Neighbour neighbour(Link link) {
        if (link.attachment() instanceof Neighbour neighbour) {
            return neighbour;
        }
        throw new IllegalStateException("link: without neighbour (want opened here)");
    }
}
