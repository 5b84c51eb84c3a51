package xyz.blueblocks.sdk.circuit;

import xyz.blueblocks.link.Link;
import xyz.blueblocks.link.LinkClosed;
import xyz.blueblocks.wire.json.JsonObject;

/// What happens on links besides circuits, for whoever keeps attachments.
///
/// Every call comes on the link's event loop and must not block.
public interface LinkEvents {
    /// Listens to nothing.
    LinkEvents NONE = new LinkEvents() {};

    /// A link is there, dialled or accepted.
    default void onOpen(Link link) {}

    /// A control message of the link itself: RESERVATION, GOAWAY and so on.
    default void onControl(Link link, JsonObject message) {}

    /// A link is gone; its circuits know already.
    default void onClosed(Link link, LinkClosed why) {}
}
