package xyz.blueblocks.wire.message;

import java.time.Instant;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.json.SignLabels;
import xyz.blueblocks.wire.json.SignedJson;

/// ATTACH: that a receiver can be reached at a relay, signed by the receiver, so that no relay can
/// attract a peer's traffic.
///
/// @param peerId who is attached, and signs
/// @param relay where
/// @param timestamp when it was made
/// @param expires at most 1 h later
/// @param nonce 64 hexadecimal digits
public record Attach(PeerId peerId, PeerId relay, Instant timestamp, Instant expires, String nonce)
        implements ControlMessage {
    /// Label of its signature.
    public static final String LABEL = SignLabels.ATTACH;

    static final String TYPE = "ATTACH";

    /// Checks everything but the signature.
    public Attach {
        Check.that(!peerId.equals(relay), "relay_peer_id: want another than peer_id");
        Check.that(
                expires.isAfter(timestamp)
                        && !expires.isAfter(timestamp.plus(Limits.MAX_ATTACH_LIFE)),
                "expires: want within 1 h after timestamp");
        Check.nonce(nonce);
    }

    /// Reads the form without judging signature and time.
    public static Decoded<Attach> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("type", TYPE);
                    m.signature();
                    return new Attach(
                            m.peerId("peer_id"),
                            m.peerId("relay_peer_id"),
                            m.epochSeconds("timestamp"),
                            m.epochSeconds("expires"),
                            m.hex("nonce", 32));
                });
    }

    /// Reads an attachment and judges that it names this relay, that the receiver signed it (`E005`
    /// if not), and that it is in force at `now`.
    public static Decoded<Attach> verified(JsonObject json, PeerId relay, Instant now) {
        return fromJson(json)
                .flatMap(attach -> {
                    if (!attach.relay.equals(relay)) {
                        return Decoded.malformed("attach: to another relay", -1);
                    }
                    if (!SignedJson.verify(json, LABEL, attach.peerId.publicKey())) {
                        return Decoded.malformed(
                                ErrorCode.INVALID_SIGNATURE, "attach: signature", -1);
                    }
                    return attach.inForce(now)
                            ? Decoded.ok(attach)
                            : Decoded.malformed("attach: not in force now", -1);
                });
    }

    /// Whether `now` lies in its life, with 120 s of tolerance at the beginning.
    public boolean inForce(Instant now) {
        return now.isBefore(expires) && !now.isBefore(timestamp.minus(Limits.CLOCK_SKEW));
    }

    @Override
    public JsonObject toJson() {
        return Json.object()
                .put("type", TYPE)
                .put("peer_id", peerId.toString())
                .put("relay_peer_id", relay.toString())
                .putEpochSeconds("timestamp", timestamp)
                .putEpochSeconds("expires", expires)
                .put("nonce", nonce)
                .build();
    }
}
