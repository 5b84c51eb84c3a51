package xyz.blueblocks.wire;

/// Names of the Kafka topics, which are interfaces between the services.
///
/// Source: docs/spec/events.md, docs/spec/audit-events.md.
public final class Topics {
    /// Who is alive, and with what keys; compacted, key = peer id.
    public static final String PEERS = "blueblocks.peers.v1";

    /// What relays counted, who is attached, what failed; key = relay id.
    public static final String RELAY_REPORTS = "blueblocks.relay.reports.v1";

    /// What was allowed and what was denied, in clear, kept for 7 days; key = record or peer.
    public static final String AUDIT_EVENTS = "blueblocks.audit.events.v1";

    /// The same events once logged, personal members encrypted, with their leaf index.
    public static final String AUDIT_LOG = "blueblocks.audit.log.v1";

    /// Signed checkpoints of the audit log.
    public static final String AUDIT_CHECKPOINTS = "blueblocks.audit.checkpoints.v1";

    /// Events that could not be logged; each raises an alert.
    public static final String AUDIT_DEAD_LETTER = "blueblocks.audit.dead-letter.v1";

    private Topics() {}
}
