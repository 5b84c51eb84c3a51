package xyz.blueblocks.wire.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.HexText;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.json.SignLabels;

/// Body of `POST /api/v1/audit/events`: what a client, which never reaches Kafka, has to tell;
/// signed by the client.
///
/// @param peerId who tells; the source of every event
/// @param events each an [AuditEvent] as it goes on the topic, 1 to 64
/// @param timestamp when it was made
/// @param nonce 64 hexadecimal digits
public record AuditEvents(PeerId peerId, List<JsonObject> events, Instant timestamp, String nonce) {
    /// Label of its signature.
    public static final String LABEL = SignLabels.AUDIT_EVENTS;

    /// Most events in one request.
    public static final int MAX_EVENTS = 64;

    private static final String TYPE = "AUDIT_EVENTS";

    /// Copies the list and checks its size; the events are checked by [#fromJson] and [#read].
    public AuditEvents {
        events = List.copyOf(events);
        Require.range("events", events.size(), 1, MAX_EVENTS);
        Require.that(
                HexText.is(nonce, Limits.MESSAGE_NONCE_BYTES), "nonce: want 64 hexadecimal digits");
    }

    /// Reads the form without judging the signature. Every event must have its form and this peer
    /// as its source; the reason names the first that has not by its index.
    public static Decoded<AuditEvents> fromJson(JsonObject json) {
        return Members.read(
                        json,
                        m -> {
                            m.constant("type", TYPE);
                            m.signature();
                            return new AuditEvents(
                                    m.peerId("peer_id"),
                                    m.list("events", 1, MAX_EVENTS, Decoded::ok),
                                    m.epochSeconds("timestamp"),
                                    m.hex("nonce", 32));
                        })
                .flatMap(request -> request.read().map(_ -> request));
    }

    /// The events as values, in order.
    public Decoded<List<AuditEvent>> read() {
        List<AuditEvent> out = new ArrayList<>();
        for (JsonObject json : events) {
            String name = "events[" + out.size() + "]";
            switch (AuditEvent.fromJson(json)) {
                case Decoded.Malformed<AuditEvent> bad -> {
                    return Decoded.malformed(name + "." + bad.why(), -1);
                }
                case Decoded.Ok<AuditEvent>(AuditEvent event) -> {
                    if (!event.source().equals(AuditEvent.peerSource(peerId))) {
                        return Decoded.malformed(name + ".source: of somebody else", -1);
                    }
                    if (json.canonical().length > AuditEvent.MAX_BYTES) {
                        return Decoded.malformed(name + ": too large", -1);
                    }
                    out.add(event);
                }
            }
        }
        return Decoded.ok(List.copyOf(out));
    }

    /// The form without signature.
    public JsonObject toJson() {
        return Json.object()
                .put("type", TYPE)
                .put("peer_id", peerId.toString())
                .put("events", new JsonValue.Array(List.copyOf(events)))
                .putEpochSeconds("timestamp", timestamp)
                .put("nonce", nonce)
                .build();
    }
}
