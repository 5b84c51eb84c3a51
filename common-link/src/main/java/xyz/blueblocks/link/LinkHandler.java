package xyz.blueblocks.link;

import xyz.blueblocks.wire.json.JsonObject;

/// What happens on links, told to their owner.
///
/// Every call comes on the link's event loop and must not block.
public interface LinkHandler {

    /// The link is authenticated. On the listening end this is only said once the dialler's first
    /// frame under the link's own secrets has verified.
    void onOpen(Link link);

    /// A frame of a circuit: its route id is not zeros. `frame` is only good during the call.
    void onFrame(Link link, InboundFrame frame);

    /// A control message of the link itself. TOKEN never gets here.
    void onControl(Link link, JsonObject message);

    /// What waits to be sent fell below the high-water mark.
    default void onWritable(Link link) {}

    /// The link is gone; said once for each link that was opened.
    void onClosed(Link link, LinkClosed why);
}
