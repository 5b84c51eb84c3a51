package xyz.blueblocks.wire.json;

/// The label of every signed JSON message; one per type, so no signature is valid in another place.
///
/// Source: docs/spec/json.md, "Labels".
public final class SignLabels {
    /// Registration of a peer.
    public static final String REGISTER = "bb/register/v1";

    /// Heartbeat of a peer.
    public static final String HEARTBEAT = "bb/heartbeat/v1";

    /// End of a registration.
    public static final String DEREGISTER = "bb/deregister/v1";

    /// Request for a route.
    public static final String ROUTE = "bb/route/v1";

    /// First message of a session.
    public static final String HANDSHAKE = "bb/handshake/v1";

    /// Its answer.
    public static final String HANDSHAKE_ACK = "bb/handshake-ack/v1";

    /// A peer's other keys.
    public static final String KEYS = "bb/keys/v1";

    /// What a relay says of itself.
    public static final String DESCRIPTOR = "bb/descriptor/v1";

    /// That a receiver is attached to a relay.
    public static final String ATTACH = "bb/attach/v1";

    /// What the relay reserves for it.
    public static final String RESERVATION = "bb/reservation/v1";

    /// Offer of a file.
    public static final String METADATA = "bb/metadata/v1";

    /// A message of at most 1 MiB.
    public static final String DATA = "bb/data/v1";

    /// What the receiver has of it.
    public static final String DATA_ACK = "bb/data-ack/v1";

    /// Request for a health record.
    public static final String RECORD_REQUEST = "bb/record-request/v1";

    /// Audit events of a client.
    public static final String AUDIT_EVENTS = "bb/audit-events/v1";

    /// Invitation of a person, by the network's admin key.
    public static final String INVITE = "bb/invite/v1";

    /// What operators tell everybody, by the network's admin key.
    public static final String ANNOUNCEMENT = "bb/announcement/v1";

    /// What a relay counted.
    public static final String RELAY_REPORT = "bb/relay-report/v1";

    private SignLabels() {}
}
