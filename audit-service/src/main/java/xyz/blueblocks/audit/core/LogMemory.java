package xyz.blueblocks.audit.core;

import java.time.Instant;
import java.util.Optional;
import xyz.blueblocks.crypto.merkle.Checkpoint;

/// What is known of the log's checkpoints outside of its tables: the checkpoints topic, which is
/// kept for ever and does not go back when the tables do.
public interface LogMemory {
    /// Size of the last checkpoint that the tables say was told; -1 before the first. To be asked
    /// before [#newest].
    long told();

    /// The largest checkpoint of this log that the topic holds.
    ///
    /// @throws IllegalStateException when it cannot be read
    Optional<Checkpoint> newest();

    /// Lets the topics be told again, because they are new: every checkpoint, and the entries
    /// appended since then.
    void tellAgain(Instant since);
}
