package xyz.blueblocks.relay.core;

import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;

/// The signed directory as it is known now: relays and planners' keys, never peers.
public interface Directory {

    /// Whether this peer is a relay whose own descriptor is in force.
    boolean lists(PeerId peer);

    /// A planner's key in force, by its id (16 hexadecimal digits).
    Optional<Ed25519PublicKey> planner(String keyId);

    /// Other relays, for those who must leave; at most `most`.
    List<PeerId> others(PeerId self, int most);
}
