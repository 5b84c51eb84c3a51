package xyz.blueblocks.audit.core;

/// What the log thinks of one record of the events topic, before it is compared with earlier ones.
public sealed interface Verdict {
    /// The record that was judged.
    IncomingEvent incoming();

    /// A whole audit event, from whom it says it is.
    record Accepted(IncomingEvent incoming, LoggableEvent event) implements Verdict {}

    /// A bad event: goes to the dead-letter topic and raises an alert.
    ///
    /// @param detail what is wrong, without any value of the event
    record Refused(IncomingEvent incoming, RefusalReason reason, String detail)
            implements Verdict {}
}
