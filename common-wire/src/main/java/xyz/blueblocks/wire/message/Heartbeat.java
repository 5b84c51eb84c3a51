package xyz.blueblocks.wire.message;

import java.time.Instant;
import java.util.Optional;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.json.SignLabels;

/// Body of `POST /peers/{peer_id}/heartbeat`, signed by the peer that the path names.
///
/// @param timestamp when it was made
/// @param nonce 64 hexadecimal digits
/// @param load 0 idle to 1 full
/// @param connections open links
/// @param bandwidthAvailableMbps what it could still carry, Mbit/s
/// @param keyRecord a new [KeyRecord] as signed, where keys have changed
/// @param descriptor a new [RelayDescriptor] as signed, where it has changed
public record Heartbeat(
        Instant timestamp,
        String nonce,
        double load,
        long connections,
        double bandwidthAvailableMbps,
        Optional<JsonObject> keyRecord,
        Optional<JsonObject> descriptor) {
    /// Label of its signature.
    public static final String LABEL = SignLabels.HEARTBEAT;

    private static final long MAX = 1_000_000_000L;

    /// Checks the ranges.
    public Heartbeat {
        Check.nonce(nonce);
        Check.range("load", load, 0.0, 1.0);
        Check.range("connections", connections, 0, MAX);
        Check.range("bandwidth_available_mbps", bandwidthAvailableMbps, 0.0, MAX);
    }

    /// Reads the form without judging any signature; nested records must have their form, too.
    public static Decoded<Heartbeat> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.signature();
                    m.optionalNested("key_record", KeyRecord::fromJson);
                    m.optionalNested("descriptor", RelayDescriptor::fromJson);
                    return new Heartbeat(
                            m.epochSeconds("timestamp"),
                            m.hex("nonce", 32),
                            m.number("load", 0, 1),
                            m.integer("connections", 0, MAX),
                            m.number("bandwidth_available_mbps", 0, MAX),
                            m.optionalObject("key_record"),
                            m.optionalObject("descriptor"));
                });
    }

    /// The form without signature.
    public JsonObject toJson() {
        return Json.object()
                .putEpochSeconds("timestamp", timestamp)
                .put("nonce", nonce)
                .put("load", load)
                .put("connections", connections)
                .put("bandwidth_available_mbps", bandwidthAvailableMbps)
                .putValue("key_record", keyRecord)
                .putValue("descriptor", descriptor)
                .build();
    }
}
