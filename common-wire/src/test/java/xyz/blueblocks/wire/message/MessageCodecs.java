package xyz.blueblocks.wire.message;

import java.util.Map;
import java.util.function.Function;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.event.AuditEntry;
import xyz.blueblocks.wire.event.AuditEvent;
import xyz.blueblocks.wire.event.AuditEvents;
import xyz.blueblocks.wire.event.PeerEvent;
import xyz.blueblocks.wire.event.RelayReport;
import xyz.blueblocks.wire.json.JsonObject;

/// The codec of every JSON message and event.
final class MessageCodecs {
    private MessageCodecs() {}

    /// Reading and writing of one message.
    record Codec<T>(Function<JsonObject, Decoded<T>> read, Function<T, JsonObject> write) {
        Decoded<JsonObject> rewrite(JsonObject json) {
            return read.apply(json).map(write);
        }
    }

    /// By the name of the message.
    static final Map<String, Codec<?>> CODECS =
            Map.ofEntries(
                    Map.entry(
                            "Announcement",
                            new Codec<>(Announcement::fromJson, Announcement::toJson)),
                    Map.entry("Attach", new Codec<>(Attach::fromJson, Attach::toJson)),
                    Map.entry("AuditEntry", new Codec<>(AuditEntry::fromJson, AuditEntry::toJson)),
                    Map.entry("AuditEvent", new Codec<>(AuditEvent::fromJson, AuditEvent::toJson)),
                    Map.entry(
                            "AuditEvents", new Codec<>(AuditEvents::fromJson, AuditEvents::toJson)),
                    Map.entry("DataAck", new Codec<>(DataAck::fromJson, DataAck::toJson)),
                    Map.entry(
                            "DataMessage", new Codec<>(DataMessage::fromJson, DataMessage::toJson)),
                    Map.entry("Deregister", new Codec<>(Deregister::fromJson, Deregister::toJson)),
                    Map.entry(
                            "ErrorMessage",
                            new Codec<>(ErrorMessage::fromJson, ErrorMessage::toJson)),
                    Map.entry(
                            "FileMetadata",
                            new Codec<>(FileMetadata::fromJson, FileMetadata::toJson)),
                    Map.entry("GoAway", new Codec<>(GoAway::fromJson, GoAway::toJson)),
                    Map.entry("Handshake", new Codec<>(Handshake::fromJson, Handshake::toJson)),
                    Map.entry(
                            "HandshakeAck",
                            new Codec<>(HandshakeAck::fromJson, HandshakeAck::toJson)),
                    Map.entry("Heartbeat", new Codec<>(Heartbeat::fromJson, Heartbeat::toJson)),
                    Map.entry(
                            "HeartbeatAnswer",
                            new Codec<>(HeartbeatAnswer::fromJson, HeartbeatAnswer::toJson)),
                    Map.entry("Invite", new Codec<>(Invite::fromJson, Invite::toJson)),
                    Map.entry("KeyRecord", new Codec<>(KeyRecord::fromJson, KeyRecord::toJson)),
                    Map.entry("LinkToken", new Codec<>(LinkToken::fromJson, LinkToken::toJson)),
                    Map.entry(
                            "MessageHead", new Codec<>(MessageHead::fromJson, MessageHead::toJson)),
                    Map.entry("Peer", new Codec<>(Peer::fromJson, Peer::toJson)),
                    Map.entry("PeerEvent", new Codec<>(PeerEvent::fromJson, PeerEvent::toJson)),
                    Map.entry("PeerList", new Codec<>(PeerList::fromJson, PeerList::toJson)),
                    Map.entry(
                            "RecordRequest",
                            new Codec<>(RecordRequest::fromJson, RecordRequest::toJson)),
                    Map.entry("Register", new Codec<>(Register::fromJson, Register::toJson)),
                    Map.entry("Registered", new Codec<>(Registered::fromJson, Registered::toJson)),
                    Map.entry(
                            "RelayDescriptor",
                            new Codec<>(RelayDescriptor::fromJson, RelayDescriptor::toJson)),
                    Map.entry(
                            "RelayDirectory",
                            new Codec<>(RelayDirectory::fromJson, RelayDirectory::toJson)),
                    Map.entry(
                            "RelayReport", new Codec<>(RelayReport::fromJson, RelayReport::toJson)),
                    Map.entry(
                            "Reservation", new Codec<>(Reservation::fromJson, Reservation::toJson)),
                    Map.entry(
                            "RouteAnswer", new Codec<>(RouteAnswer::fromJson, RouteAnswer::toJson)),
                    Map.entry(
                            "RouteRequest",
                            new Codec<>(RouteRequest::fromJson, RouteRequest::toJson)));
}
