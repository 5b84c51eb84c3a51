package xyz.blueblocks.audit.core;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The log's only writing side. Calls block; any replica may make them at any time, and the store
/// lets one of them write at a time.
public interface LogStore {
    /// Logs what is new among `batch`, notes what is bad, and moves the reader's positions past all
    /// of it: in one transaction. Signs a checkpoint with it when one is due.
    ///
    /// @throws LogStoreException when it is not known to be done. Read [#positions] again and go on
    ///   from there: what had been done is then a repeat, and harmless
    AppendOutcome append(List<IncomingEvent> batch, Instant now);

    /// Signs a checkpoint if leaves came since the last one and it is due.
    void checkpointIfDue(Instant now);

    /// Offset to read next, by partition; partitions never read are absent.
    Map<Integer, Long> positions(String topicId);

    /// Destroys the key of the person at `address` and every tag that leads to their entries.
    ///
    /// Leaves, tiles, checkpoints and proofs stay as they are.
    ///
    /// @return entries that can no longer be read
    long erase(String address);
}
