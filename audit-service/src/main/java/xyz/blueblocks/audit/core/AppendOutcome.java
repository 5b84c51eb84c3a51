package xyz.blueblocks.audit.core;

import java.util.List;

/// What became of a batch.
///
/// @param appended new leaves
/// @param repeats events that were leaves already
/// @param deadLetters bad events that were not noted before
/// @param treeSize leaves in the log afterwards
public record AppendOutcome(
        int appended, int repeats, List<Verdict.Refused> deadLetters, long treeSize) {
    public AppendOutcome {
        deadLetters = List.copyOf(deadLetters);
    }
}
