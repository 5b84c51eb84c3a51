package xyz.blueblocks.wire.message;

import java.time.Instant;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.json.SignLabels;

/// RESERVATION: what a relay grants a receiver that attached, signed by the relay.
///
/// @param relay who grants, and signs
/// @param peerId to whom
/// @param circuits most circuits at a time towards the receiver
/// @param setupsPerSecond set-ups per second towards the receiver
/// @param timestamp when it was made
/// @param expires at most 1 h later; attach again before it
public record Reservation(
        PeerId relay,
        PeerId peerId,
        long circuits,
        long setupsPerSecond,
        Instant timestamp,
        Instant expires)
        implements ControlMessage {
    /// Label of its signature.
    public static final String LABEL = SignLabels.RESERVATION;

    static final String TYPE = "RESERVATION";
    private static final long MAX = 1_000_000_000L;

    /// Checks everything but the signature.
    public Reservation {
        Check.range("circuits", circuits, 0, MAX);
        Check.range("setups_per_second", setupsPerSecond, 0, MAX);
        Check.that(
                expires.isAfter(timestamp)
                        && !expires.isAfter(timestamp.plus(Limits.MAX_ATTACH_LIFE)),
                "expires: want within 1 h after timestamp");
    }

    /// Reads the form without judging the signature.
    public static Decoded<Reservation> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("type", TYPE);
                    m.signature();
                    long[] limits =
                            m.nested(
                                    "limits",
                                    nested ->
                                            Members.read(
                                                    nested,
                                                    l ->
                                                            new long[] {
                                                                l.integer("circuits", 0, MAX),
                                                                l.integer(
                                                                        "setups_per_second", 0, MAX)
                                                            }));
                    return new Reservation(
                            m.peerId("relay_peer_id"),
                            m.peerId("peer_id"),
                            limits[0],
                            limits[1],
                            m.epochSeconds("timestamp"),
                            m.epochSeconds("expires"));
                });
    }

    @Override
    public JsonObject toJson() {
        return Json.object()
                .put("type", TYPE)
                .put("relay_peer_id", relay.toString())
                .put("peer_id", peerId.toString())
                .put(
                        "limits",
                        Json.object()
                                .put("circuits", circuits)
                                .put("setups_per_second", setupsPerSecond)
                                .build())
                .putEpochSeconds("timestamp", timestamp)
                .putEpochSeconds("expires", expires)
                .build();
    }
}
