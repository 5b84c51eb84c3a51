package xyz.blueblocks.audit.core;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The log's reading side. Calls block; nothing read ever changes, except by erasure.
public interface LogReader {
    /// The newest signed checkpoint.
    Optional<SignedSize> latest();

    /// The first signed checkpoint that covers this leaf: the one an entry's `block_height` names.
    Optional<SignedSize> covering(long leafIndex);

    /// The stored tiles among these.
    List<Tile> tiles(Collection<TileId> ids);

    /// Commitments of the leaves from `first` on, at most `count`.
    List<Octets> commitments(long first, int count);

    /// The leaf of an event.
    Optional<StoredLeaf> leaf(Octets eventTag);

    /// Leaves that a party may read, oldest first.
    ///
    /// @param query whose, from where, how many
    List<StoredLeaf> leaves(PartyQuery query);

    /// A checkpoint as signed.
    ///
    /// @param size leaves it covers
    /// @param note C2SP signed note
    record SignedSize(long size, String note) {}

    /// Whose leaves, which of them, from where and how many.
    ///
    /// @param party who asks
    /// @param with only entries that this other party may read as well
    /// @param record only entries of this record
    /// @param fromIndex first leaf index
    /// @param limit most rows
    record PartyQuery(
            Octets party,
            Optional<Octets> with,
            Optional<Octets> record,
            long fromIndex,
            int limit) {}
}
