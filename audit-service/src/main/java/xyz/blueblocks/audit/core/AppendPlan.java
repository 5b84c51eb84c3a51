package xyz.blueblocks.audit.core;

import java.util.Collection;
import java.util.List;

/// Everything one batch changes in the store: all of it in one transaction, or none.
///
/// @param leaves new leaves in order of their index
/// @param subjects keys of persons not seen before
/// @param tiles the tiles that grew
/// @param edge the partly filled tiles afterwards: what the root is computed from
/// @param deadLetters bad events
/// @param repeats events that were leaves already, with the same body
/// @param treeSize leaves in the log afterwards
public record AppendPlan(
        List<NewLeaf> leaves,
        List<StoredSubject> subjects,
        Collection<Tile> tiles,
        Collection<Tile> edge,
        List<Verdict.Refused> deadLetters,
        int repeats,
        long treeSize) {
    public AppendPlan {
        leaves = List.copyOf(leaves);
        subjects = List.copyOf(subjects);
        tiles = List.copyOf(tiles);
        edge = List.copyOf(edge);
        deadLetters = List.copyOf(deadLetters);
    }
}
