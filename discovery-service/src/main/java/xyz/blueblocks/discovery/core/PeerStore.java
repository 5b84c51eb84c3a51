package xyz.blueblocks.discovery.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;

/// Where peers are kept, shared by all replicas.
///
/// A stage fails with [StoreUnavailable] when the store cannot be asked.
public interface PeerStore {
    /// Replaces what is known of `id` by what `step` makes of it, alone with it: steps on one peer
    /// come one after the other whatever replica runs them. The new record and its event are stored
    /// together or not at all.
    CompletionStage<Decoded<PeerRecord>> change(PeerId id, Step step);

    /// As [#change], and uses up an invitation: `E002` when another peer has used it before.
    CompletionStage<Decoded<PeerRecord>> enrol(PeerId id, Invitation invitation, Step step);

    /// What is known of a peer, in whatever state.
    CompletionStage<Optional<PeerRecord>> find(PeerId id);

    /// Alive peers that match, in the order of their first registration.
    CompletionStage<Page> page(PeerQuery query);

    /// Alive relays with attestation and descriptor, at most `limit`.
    CompletionStage<List<PeerRecord>> relays(int limit);

    /// Marks alive peers not seen since `cutoff` as lost, at most `limit` of them, leaving those
    /// that another replica is at; answers how many.
    CompletionStage<Integer> sweep(Instant cutoff, int limit);

    /// One step of a peer's life.
    interface Step extends Function<Optional<PeerRecord>, Decoded<Change>> {}

    /// What a step comes to.
    ///
    /// @param after the record to keep
    /// @param announced whether others must hear of it on the peers topic
    record Change(PeerRecord after, boolean announced) {}

    /// An invitation's one-time mark.
    ///
    /// @param id its `jti`
    /// @param expires when nobody can use it any more
    record Invitation(String id, Instant expires) {}

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
