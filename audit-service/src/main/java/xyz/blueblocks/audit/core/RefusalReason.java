package xyz.blueblocks.audit.core;

/// Why an event is a dead letter. The names are written to the dead-letter topic: they stay.
public enum RefusalReason {
    /// Not strict JSON, or not a CloudEvent of the audit type.
    MALFORMED,
    /// One of the twelve members of the entry is absent, or has the wrong type.
    INCOMPLETE,
    /// Larger than an event may be.
    TOO_LARGE,
    /// Names a producer that it does not come from.
    FOREIGN_SOURCE,
    /// Another body under a (source, id) that the log already holds.
    CONFLICT
}
