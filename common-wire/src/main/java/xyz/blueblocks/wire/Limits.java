package xyz.blueblocks.wire;

import java.time.Duration;

/// Every number that two programs must agree on: the seed's Appendix A first, then ours.
///
/// Sizes are in bytes and binary (1 MB in the seed is 1 048 576 bytes).
///
/// Source: docs/spec/limits.md.
public final class Limits {
    // Appendix A of the seed, in its order.

    /// Longest wait for the other end's half of a handshake.
    public static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

    /// Longest time that a transfer may go without progress.
    public static final Duration TRANSFER_TIMEOUT = Duration.ofMinutes(5);

    /// Time between two heartbeats of a peer.
    public static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(30);

    /// Life of a session and of a session token.
    public static final Duration SESSION_TTL = Duration.ofHours(1);

    /// Largest frame (routing and payload together) and largest message of a session.
    public static final int MAX_MESSAGE_BYTES = 10 * 1024 * 1024;

    /// Largest chunk, and largest payload that travels as one DATA.
    public static final int MAX_CHUNK_BYTES = 1024 * 1024;

    /// Largest file.
    public static final long MAX_FILE_BYTES = 5L * 1024 * 1024 * 1024;

    /// Most chunks that may be sent and not yet acknowledged.
    public static final int MAX_CONCURRENT_CHUNKS = 10;

    /// Nonce of an AEAD.
    public static final int NONCE_BYTES = 12;

    /// Tag of an AEAD.
    public static final int AUTH_TAG_BYTES = 16;

    /// Symmetric key, and public key of Ed25519 and X25519.
    public static final int KEY_BYTES = 32;

    /// Ed25519 signature, and authentication field of a frame.
    public static final int SIGNATURE_BYTES = 64;

    // Ours.

    /// How far a timestamp may lie from the reader's clock, either way.
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(120);

    /// How long a nonce is remembered: twice the window.
    public static final Duration REPLAY_MEMORY = CLOCK_SKEW.multipliedBy(2);

    /// Nonce of a signed message.
    public static final int MESSAGE_NONCE_BYTES = 32;

    /// Largest signed JSON message.
    public static final int MAX_JSON_BYTES = 64 * 1024;

    /// Largest DATA message in its JSON form: 1 MiB in base64, and room for the rest.
    public static final int MAX_DATA_JSON_BYTES = 2 * 1024 * 1024;

    /// Largest unsigned list that a service answers with (peers, relays, routes).
    public static final int MAX_LIST_JSON_BYTES = 8 * 1024 * 1024;

    /// Deepest nesting of a JSON text; its outermost object is level 1.
    public static final int MAX_JSON_DEPTH = 16;

    /// Most relays on one circuit.
    public static final int MAX_HOPS = 5;

    /// Time in which a route must be set up.
    public static final Duration ROUTE_TTL = Duration.ofSeconds(300);

    /// Longest life of a circuit.
    public static final Duration MAX_CIRCUIT_LIFE = Duration.ofHours(1);

    /// A circuit that carries nothing for this long is closed.
    public static final Duration CIRCUIT_IDLE = Duration.ofMinutes(5);

    /// A peer that missed this many heartbeats is lost.
    public static final int MISSED_HEARTBEATS = 3;

    /// Silence on a link after which an end sends PING.
    public static final Duration PING_AFTER = Duration.ofSeconds(20);

    /// Least time between two PINGs.
    public static final Duration PING_MIN_INTERVAL = Duration.ofSeconds(1);

    /// PINGs without answer that close a link.
    public static final int UNANSWERED_PINGS = 2;

    /// Credit that a circuit has in each direction when it opens.
    public static final int FIRST_CREDIT_BYTES = 1024 * 1024;

    /// Credit that a circuit may grow to.
    public static final int MAX_CREDIT_BYTES = 4 * 1024 * 1024;

    /// Most chunks in a file: 5 GiB in chunks of 1 MiB need 5 120, 1 GiB in chunks of 64 KiB these.
    public static final int MAX_CHUNKS = 16_384;

    /// Longest life of a key record.
    public static final Duration MAX_KEY_RECORD_LIFE = Duration.ofDays(30);

    /// Longest life of a relay descriptor.
    public static final Duration MAX_DESCRIPTOR_LIFE = Duration.ofHours(26);

    /// Longest life of an attachment and of a reservation.
    public static final Duration MAX_ATTACH_LIFE = Duration.ofHours(1);

    /// Longest token (JWT) that is read at all.
    public static final int MAX_TOKEN_BYTES = 4096;

    /// Messages that may be open (begun, not ended) in one direction of a session.
    public static final int MAX_OPEN_MESSAGES = 16;

    private Limits() {}
}
