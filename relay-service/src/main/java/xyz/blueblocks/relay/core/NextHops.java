package xyz.blueblocks.relay.core;

import java.util.Optional;
import java.util.function.Consumer;
import xyz.blueblocks.crypto.identity.PeerId;

/// Links to other relays, made when needed and shared by all circuits.
public interface NextHops {

    /// A link to a relay of the directory, at that relay's own endpoints.
    ///
    /// @param then gets the link, or nothing, on the event loop: now or later, once
    void reach(PeerId relay, Consumer<Optional<Neighbour>> then);
}
