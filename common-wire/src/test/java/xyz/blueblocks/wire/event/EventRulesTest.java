package xyz.blueblocks.wire.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.testing.Identity;
import xyz.blueblocks.wire.testing.Vectors;

/// Rules of events beyond what holds for every message.
class EventRulesTest {
    @Test
    @DisplayName("H01: an audit entry has exactly the seed's twelve members")
    void an_audit_entry_has_twelve_members() {
        assertThat(AuditEntry.fromJson(json("audit-entry")).orElseThrow().toJson().names())
                .containsExactlyInAnyOrder(
                        "log_id",
                        "timestamp",
                        "action",
                        "record_id",
                        "patient_address",
                        "accessor_address",
                        "accessor_npi",
                        "access_reason",
                        "ip_hash",
                        "success",
                        "block_height",
                        "tx_hash");
    }

    @Test
    @DisplayName("H01: what does not apply is null, what is absent is refused")
    void null_is_not_absence() {
        JsonObject data = json("audit-event-nulls").object("data").orElseThrow();
        assertThat(AuditEntry.fromJson(data)).isInstanceOf(Decoded.Ok.class);
        for (String name : data.names()) {
            assertThat(AuditEntry.fromJson(data.without(name)))
                    .isEqualTo(Decoded.malformed(name + ": missing", -1));
        }
        for (String name : List.of("log_id", "timestamp", "action", "success")) {
            assertThat(AuditEntry.fromJson(data.with(name, JsonValue.Null.NULL)))
                    .isInstanceOf(Decoded.Malformed.class);
        }
    }

    @Test
    @DisplayName("H09: a hash of an address without a key is refused")
    void a_plain_address_hash_is_refused() {
        JsonObject entry = json("audit-entry");
        for (String hash :
                List.of("sha256:" + "0".repeat(64), "hmac-sha256:" + "0".repeat(64), "1.2.3.4")) {
            assertThat(AuditEntry.fromJson(entry.with("ip_hash", Json.text(hash))))
                    .isInstanceOf(Decoded.Malformed.class);
        }
    }

    @Test
    void a_clients_events_are_its_own() {
        JsonObject request = json("audit-events");
        JsonObject event = (JsonObject) request.array("events").orElseThrow().getFirst();
        JsonObject foreign =
                event.with("source", Json.text(AuditEvent.peerSource(Identity.PATIENT.peer())));
        assertThat(
                        AuditEvents.fromJson(
                                request.toBuilder().put("events", List.of(event, foreign)).build()))
                .isEqualTo(Decoded.malformed("events[1].source: of somebody else", -1));
        assertThat(
                        AuditEvents.fromJson(
                                request.toBuilder()
                                        .put("events", List.of(event, event.without("data")))
                                        .build()))
                .isEqualTo(Decoded.malformed("events[1].data: missing", -1));
        AuditEvents read = AuditEvents.fromJson(request).orElseThrow();
        assertThat(read.read().orElseThrow().getFirst().sourcePeer())
                .contains(Identity.PROVIDER.peer());
        assertThat(AuditEvent.serviceSource("relay", "0"))
                .isEqualTo("urn:blueblocks:service:relay:0");
    }

    @Test
    void a_peer_event_has_nothing_private() {
        JsonObject event =
                json("peer-event").toBuilder()
                        .put("npi", "1234567893")
                        .put("client_address", "203.0.113.9")
                        .put("token", "eyJ")
                        .build();
        assertThat(PeerEvent.fromJson(event).orElseThrow().toJson().names())
                .doesNotContain("npi", "client_address", "token");
    }

    @Test
    void reports_are_verified() {
        JsonObject report = json("relay-report");
        assertThat(RelayReport.verified(report)).isInstanceOf(Decoded.Ok.class);
        JsonObject other =
                report.with("relay_peer_id", Json.text(Identity.RELAY2.peer().toString()));
        assertThat(RelayReport.verified(other))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        bad -> assertThat(bad.code().code()).isEqualTo("E005"));
        long odd = report.integer("minute").orElseThrow() + 1;
        assertThat(RelayReport.fromJson(report.toBuilder().put("minute", odd).build()))
                .isInstanceOf(Decoded.Malformed.class);
    }

    private static JsonObject json(String file) {
        return Json.parse(
                        Vectors.text(Vectors.read("message/" + file + ".json"), "json")
                                .getBytes(StandardCharsets.UTF_8),
                        Limits.MAX_JSON_BYTES)
                .orElseThrow();
    }
}
