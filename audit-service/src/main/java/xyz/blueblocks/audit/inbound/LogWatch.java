package xyz.blueblocks.audit.inbound;

import xyz.blueblocks.audit.core.AppendOutcome;

/// Hears what the reader does: metrics and readiness.
public interface LogWatch {
    /// A batch is in the log.
    void appended(AppendOutcome outcome);

    /// Events on the topic that are not read yet.
    void lag(long events);

    /// Whether the last attempt to read failed.
    void readerFailing(boolean failing);

    /// Kafka no longer holds a position: events may be lost.
    void positionLost(int partitions);
}
