package xyz.blueblocks.wire.message;

import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Answer of `GET /limits`: the constants of the seed's Appendix A in snake case.
public final class LimitsAnswer {
    private LimitsAnswer() {}

    /// The form; durations in seconds, sizes in bytes.
    public static JsonObject toJson() {
        return Json.object()
                .put("handshake_timeout", Limits.HANDSHAKE_TIMEOUT.toSeconds())
                .put("transfer_timeout", Limits.TRANSFER_TIMEOUT.toSeconds())
                .put("heartbeat_interval", Limits.HEARTBEAT_INTERVAL.toSeconds())
                .put("session_ttl", Limits.SESSION_TTL.toSeconds())
                .put("max_message_size", (long) Limits.MAX_MESSAGE_BYTES)
                .put("max_chunk_size", (long) Limits.MAX_CHUNK_BYTES)
                .put("max_file_size", Limits.MAX_FILE_BYTES)
                .put("max_concurrent_chunks", (long) Limits.MAX_CONCURRENT_CHUNKS)
                .put("nonce_size", (long) Limits.NONCE_BYTES)
                .put("auth_tag_size", (long) Limits.AUTH_TAG_BYTES)
                .put("key_size", (long) Limits.KEY_BYTES)
                .put("signature_size", (long) Limits.SIGNATURE_BYTES)
                .build();
    }
}
