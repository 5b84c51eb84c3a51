package xyz.blueblocks.wire.message;

import java.time.Instant;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.json.SignLabels;

/// Body of `DELETE /peers/{peer_id}`, signed by the peer.
///
/// @param peerId who leaves; also in the path
/// @param reason such as `retired` or `key-compromised`, for the audit
/// @param timestamp when it was made
/// @param nonce 64 hexadecimal digits
public record Deregister(PeerId peerId, Optional<String> reason, Instant timestamp, String nonce) {
    /// Label of its signature.
    public static final String LABEL = SignLabels.DEREGISTER;

    private static final String TYPE = "DEREGISTER";

    /// Checks the members.
    public Deregister {
        reason.ifPresent(text -> Check.line("reason", text, Members.MAX_TEXT));
        Check.nonce(nonce);
    }

    /// Reads the form without judging the signature.
    public static Decoded<Deregister> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("type", TYPE);
                    m.signature();
                    return new Deregister(
                            m.peerId("peer_id"),
                            m.optionalText("reason", Members.MAX_TEXT),
                            m.epochSeconds("timestamp"),
                            m.hex("nonce", 32));
                });
    }

    /// The form without signature.
    public JsonObject toJson() {
        return Json.object()
                .put("type", TYPE)
                .put("peer_id", peerId.toString())
                .putText("reason", reason)
                .putEpochSeconds("timestamp", timestamp)
                .put("nonce", nonce)
                .build();
    }
}
