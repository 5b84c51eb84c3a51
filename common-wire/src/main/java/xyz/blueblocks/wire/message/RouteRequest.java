package xyz.blueblocks.wire.message;

import java.time.Instant;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.json.SignLabels;

/// Body of `POST /routes/request`, signed by the source.
///
/// @param source who will send; the token's subject
/// @param destination who will receive
/// @param dataType what kind of data, such as `medical_record`
/// @param estimatedSizeBytes 0 to 5 GiB (`E011` beyond)
/// @param priority how urgent
/// @param wishes what the source asks of the route beyond that
/// @param timestamp when it was made
/// @param nonce 64 hexadecimal digits
public record RouteRequest(
        PeerId source,
        PeerId destination,
        String dataType,
        long estimatedSizeBytes,
        Priority priority,
        RouteWishes wishes,
        Instant timestamp,
        String nonce) {
    /// Label of its signature.
    public static final String LABEL = SignLabels.ROUTE;

    /// Checks the ranges.
    public RouteRequest {
        Check.id("data_type", dataType);
        Check.range("estimated_size_bytes", estimatedSizeBytes, 0, Limits.MAX_FILE_BYTES);
        Check.that(!source.equals(destination), "destination_peer_id: want another than source");
        Check.nonce(nonce);
    }

    /// Reads the form without judging the signature.
    public static Decoded<RouteRequest> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.signature();
                    long size = m.integer("estimated_size_bytes", 0, JsonValue.Num.MAX);
                    m.require(
                            size <= Limits.MAX_FILE_BYTES,
                            ErrorCode.FILE_TOO_LARGE,
                            "estimated_size_bytes: want at most 5 GiB");
                    return new RouteRequest(
                            m.peerId("source_peer_id"),
                            m.peerId("destination_peer_id"),
                            m.text("data_type"),
                            size,
                            m.parsed("priority", Priority::parse),
                            RouteWishes.from(m),
                            m.epochSeconds("timestamp"),
                            m.hex("nonce", 32));
                });
    }

    /// The form without signature.
    public JsonObject toJson() {
        JsonObject.Builder json =
                Json.object()
                        .put("source_peer_id", source.toString())
                        .put("destination_peer_id", destination.toString())
                        .put("data_type", dataType)
                        .put("estimated_size_bytes", estimatedSizeBytes)
                        .put("priority", priority.text())
                        .putEpochSeconds("timestamp", timestamp)
                        .put("nonce", nonce);
        wishes.addTo(json);
        return json.build();
    }
}
