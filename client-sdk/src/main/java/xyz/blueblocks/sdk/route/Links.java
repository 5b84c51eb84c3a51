package xyz.blueblocks.sdk.route;

import xyz.blueblocks.link.LinkIdentity;
import xyz.blueblocks.link.LinkTransport;
import xyz.blueblocks.link.LinkTrust;

/// What this client dials with.
public interface Links {

    /// Who this client is; its key also signs handshakes, offers and receipts.
    LinkIdentity identity();

    /// What carries the links.
    LinkTransport transport();

    /// Whose certificates are believed.
    LinkTrust trust();

    /// Whether WSS is taken before raw TLS, as some networks let nothing else through.
    default boolean preferWebSocket() {
        return false;
    }
}
