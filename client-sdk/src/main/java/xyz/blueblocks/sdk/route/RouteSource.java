package xyz.blueblocks.sdk.route;

import java.util.Set;
import xyz.blueblocks.crypto.identity.PeerId;

/// Finds ways to peers.
public interface RouteSource {

    /// A fresh route, verified; may block for a few seconds.
    ///
    /// @param sizeBytes about how much will go over it, both directions together
    /// @param avoid relays that failed, or that another route of the transfer uses; a wish, not a
    ///   promise: a source that knows no other way may use them all the same
    /// @param terms what every route of the transfer has to meet
    /// @throws xyz.blueblocks.sdk.error.BlueBlocksException when there is none: E001, E007, E009 …
    Route route(PeerId destination, long sizeBytes, Set<PeerId> avoid, RouteTerms terms);
}
