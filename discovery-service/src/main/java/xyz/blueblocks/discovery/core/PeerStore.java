package xyz.blueblocks.discovery.core;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;

/// Where peers are kept, shared by all replicas. [PeerLookup] reads it.
///
/// A stage fails with [StoreUnavailable] when the store cannot be asked.
public interface PeerStore {
    /// Replaces what is known of `id` by what `step` makes of it, alone with it: steps on one peer
    /// come one after the other whatever replica runs them. The new record and its event are stored
    /// together or not at all.
    CompletionStage<Decoded<PeerRecord>> change(PeerId id, Step step);

    /// As [#change], and uses up an invitation: `E002` when another peer has used it before.
    CompletionStage<Decoded<PeerRecord>> enrol(PeerId id, Invitation invitation, Step step);

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
}
