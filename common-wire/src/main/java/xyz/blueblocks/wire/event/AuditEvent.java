package xyz.blueblocks.wire.event;

import java.time.Instant;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;

/// Something that was allowed or denied, as CloudEvents 1.0 JSON on topic
/// [xyz.blueblocks.wire.Topics#AUDIT_EVENTS]; key = [#subject].
///
/// (source, id) is its identity for ever. Unknown members are allowed and count for equality of
/// repeats, so keep the object it was read from.
///
/// Source: docs/spec/audit-events.md.
///
/// @param id the producer's own, unique
/// @param source the producer, [#peerSource] or [#serviceSource]
/// @param time when it happened
/// @param subject the record or peer that it is about
/// @param data the seed's entry
public record AuditEvent(String id, String source, Instant time, String subject, AuditEntry data) {
    /// Largest event that the log takes.
    public static final int MAX_BYTES = 16 * 1024;

    private static final String SPEC_VERSION = "1.0";
    private static final String TYPE = "xyz.blueblocks.audit.v1";
    private static final String CONTENT_TYPE = "application/json";
    private static final String PEER = "urn:blueblocks:peer:";
    private static final String SERVICE = "urn:blueblocks:service:";

    /// Checks the forms; that the source is the one who sent it is for the receiver to check.
    public AuditEvent {
        Require.id("id", id);
        Require.id("subject", subject);
        Require.id("source", source);
    }

    /// The source of events of a peer.
    public static String peerSource(PeerId peer) {
        return PEER + peer;
    }

    /// The source of events of a service's replica.
    public static String serviceSource(String service, String replica) {
        return SERVICE + service + ":" + replica;
    }

    /// The peer that is the source, if it is one.
    public Optional<PeerId> sourcePeer() {
        return source.startsWith(PEER)
                ? PeerId.parse(source.substring(PEER.length()))
                : Optional.empty();
    }

    /// Reads the form; parse with [#MAX_BYTES].
    public static Decoded<AuditEvent> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("specversion", SPEC_VERSION);
                    m.constant("type", TYPE);
                    m.constant("datacontenttype", CONTENT_TYPE);
                    return new AuditEvent(
                            m.text("id"),
                            m.text("source"),
                            m.iso("time"),
                            m.text("subject"),
                            m.nested("data", AuditEntry::fromJson));
                });
    }

    /// The form.
    public JsonObject toJson() {
        return Json.object()
                .put("specversion", SPEC_VERSION)
                .put("id", id)
                .put("source", source)
                .put("type", TYPE)
                .putIso("time", time)
                .put("subject", subject)
                .put("datacontenttype", CONTENT_TYPE)
                .put("data", data.toJson())
                .build();
    }
}
