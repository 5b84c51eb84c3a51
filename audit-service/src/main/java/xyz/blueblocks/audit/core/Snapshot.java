package xyz.blueblocks.audit.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the store already holds, as far as one batch needs to know it. Read under the writer's
/// lock.
///
/// @param treeSize leaves in the log
/// @param edge the tiles of [TileEdge#needed] for this size
/// @param known event tags of the batch that are leaves already, with the fingerprint of their body
///   (empty: the person it spoke of was erased, so bodies can no longer be compared)
/// @param subjects keys of the batch's subjects that exist, by tag
public record Snapshot(
        long treeSize,
        List<Tile> edge,
        Map<Octets, Optional<Octets>> known,
        Map<Octets, StoredSubject> subjects) {
    public Snapshot {
        edge = List.copyOf(edge);
        known = Map.copyOf(known);
        subjects = Map.copyOf(subjects);
    }
}
