package xyz.blueblocks.discovery.core;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import xyz.blueblocks.crypto.identity.PeerId;

/// What is known of peers. Answers even while the store cannot be asked, then from what the replica
/// has heard on the peers topic (row A17); a stage fails with [StoreUnavailable] only when neither
/// can.
public interface PeerLookup {
    /// What is known of a peer, in whatever state.
    CompletionStage<Optional<PeerRecord>> find(PeerId id);

    /// Alive peers that match, in the order of their first registration.
    CompletionStage<Page> page(PeerQuery query);

    /// Alive relays with attestation and an unexpired descriptor, at most `limit`.
    CompletionStage<List<PeerRecord>> relays(int limit);

    /// Part of the peers that match.
    ///
    /// @param peers at most as many as asked for
    /// @param total how many match in all
    /// @param next where to go on, if there are more
    record Page(List<PeerRecord> peers, long total, Optional<Cursor> next) {
        /// Copies the list.
        public Page {
            peers = List.copyOf(peers);
        }
    }
}
