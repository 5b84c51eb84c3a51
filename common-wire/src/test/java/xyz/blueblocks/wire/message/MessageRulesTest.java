package xyz.blueblocks.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static xyz.blueblocks.wire.message.GoldenMessages.json;
import static xyz.blueblocks.wire.message.GoldenMessages.outcome;
import static xyz.blueblocks.wire.message.GoldenMessages.with;
import static xyz.blueblocks.wire.message.GoldenMessages.withMetadata;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.testing.Identity;

/// Rules that join several members of a message, and decisions that messages make themselves.
class MessageRulesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_705_420_800);

    @ParameterizedTest
    @CsvSource({
        "52428800, 1048576, 50, ok",
        "1048577, 1048576, 2, ok",
        "1048577, 65536, 17, ok",
        "5368709120, 1048576, 5120, ok",
        "1073741824, 65536, 16384, ok",
        "52428800, 1048576, 49, E010",
        "52428800, 1048576, 51, E010",
        "52428800, 1048575, 51, E010",
        "52428800, 524288, 100, E010",
        "1048576, 1048576, 1, E010",
        "0, 1048576, 1, E010",
        "1073741825, 65536, 16384, E010",
        "5368709121, 1048576, 5121, E011"
    })
    @DisplayName("E03: size, chunk size and number of chunks must agree; more than 5 GiB is E011")
    void sizes_of_a_file_must_agree(long size, long chunk, long total, String outcome) {
        JsonObject offer =
                json("file-metadata").toBuilder()
                        .put("size_bytes", size)
                        .put("chunk_size", chunk)
                        .put("total_chunks", total)
                        .build();
        assertThat(outcome(FileMetadata.fromJson(offer))).isEqualTo(outcome);
    }

    @Test
    @DisplayName("B04: a route for more than 5 GiB is refused with E011")
    void a_route_for_too_much_is_refused() {
        JsonObject request = json("route-request");
        assertThat(
                        outcome(
                                RouteRequest.fromJson(
                                        with(request, "estimated_size_bytes", 5_368_709_121L))))
                .isEqualTo("E011");
        assertThat(
                        outcome(
                                RouteRequest.fromJson(
                                        with(request, "estimated_size_bytes", 5_368_709_120L))))
                .isEqualTo("ok");
        assertThat(outcome(RouteRequest.fromJson(with(request, "estimated_size_bytes", -1))))
                .isEqualTo("E010");
    }

    @Test
    @DisplayName("A03: a peer id that is not made of the public key is refused with E010")
    void an_id_must_be_made_of_its_key() {
        JsonValue other = Json.text(Identity.PATIENT.peer().toString());
        assertThat(outcome(Register.fromJson(json("register").with("peer_id", other))))
                .isEqualTo("E010");
        assertThat(outcome(KeyRecord.fromJson(json("key-record").with("peer_id", other))))
                .isEqualTo("E010");
        assertThat(
                        outcome(
                                RelayDescriptor.fromJson(
                                        json("relay-descriptor").with("peer_id", other))))
                .isEqualTo("E010");
        assertThat(outcome(Peer.fromJson(json("peer").with("peer_id", other)))).isEqualTo("E010");
    }

    @Test
    @DisplayName("A04, A06: unknown capabilities, regions and NPIs of no form are refused")
    void registration_members_have_their_form() {
        JsonObject register = json("register");
        assertThat(
                        outcome(
                                Register.fromJson(
                                        register.toBuilder()
                                                .putTexts("capabilities", List.of("admin"))
                                                .build())))
                .isEqualTo("E010");
        assertThat(
                        outcome(
                                Register.fromJson(
                                        register.toBuilder()
                                                .putTexts("capabilities", List.of("relay", "relay"))
                                                .build())))
                .isEqualTo("E010");
        for (String npi : List.of("1234567890", "", "x")) {
            assertThat(outcome(Register.fromJson(withMetadata(register, "npi", npi))))
                    .isEqualTo("E010");
        }
        for (String region : List.of("US-WEST", "", "a b", "x".repeat(33))) {
            assertThat(outcome(Register.fromJson(withMetadata(register, "region", region))))
                    .isEqualTo("E010");
        }
    }

    @Test
    @DisplayName("A06: a peer as it is shown to others has no member for an NPI")
    void a_shown_peer_has_no_npi() {
        JsonObject peer = json("peer");
        JsonObject withNpi = peer.with("npi", Json.text("1234567893"));
        assertThat(Peer.fromJson(withNpi).orElseThrow().toJson().text())
                .doesNotContain("1234567893");
    }

    @Test
    @DisplayName("A13: a shown peer has the seed's seven members, last_seen in ISO-8601 with Z")
    void a_shown_peer_has_the_seeds_members() {
        assertThat(Peer.fromJson(json("peer")).orElseThrow().toJson().names())
                .contains(
                        "peer_id",
                        "public_key",
                        "encryption_key",
                        "endpoints",
                        "reputation",
                        "latency_ms",
                        "last_seen");
        assertThat(json("peer").text("last_seen")).contains("2024-01-16T12:00:00Z");
    }

    @Test
    @DisplayName(
            "X06: a key record is believed only if its peer signed it, and while it is in force")
    void key_records_are_verified() {
        JsonObject record = json("key-record");
        assertThat(outcome(KeyRecord.verified(record, Identity.PROVIDER.peer(), NOW)))
                .isEqualTo("ok");
        assertThat(outcome(KeyRecord.verified(record, Identity.PATIENT.peer(), NOW)))
                .isEqualTo("E010");
        assertThat(
                        outcome(
                                KeyRecord.verified(
                                        with(record, "serial", 8), Identity.PROVIDER.peer(), NOW)))
                .isEqualTo("E005");
        Instant expires = Instant.ofEpochSecond(record.integer("expires").orElseThrow());
        assertThat(outcome(KeyRecord.verified(record, Identity.PROVIDER.peer(), expires)))
                .isEqualTo("E010");
        assertThat(
                        outcome(
                                KeyRecord.verified(
                                        record, Identity.PROVIDER.peer(), expires.minusSeconds(1))))
                .isEqualTo("ok");
        Instant issued = Instant.ofEpochSecond(record.integer("issued").orElseThrow());
        assertThat(
                        outcome(
                                KeyRecord.verified(
                                        record,
                                        Identity.PROVIDER.peer(),
                                        issued.minusSeconds(120))))
                .isEqualTo("ok");
        assertThat(
                        outcome(
                                KeyRecord.verified(
                                        record,
                                        Identity.PROVIDER.peer(),
                                        issued.minusSeconds(121))))
                .isEqualTo("E010");
        long tooLong = record.integer("issued").orElseThrow() + 30 * 86_400 + 1;
        assertThat(outcome(KeyRecord.fromJson(with(record, "expires", tooLong)))).isEqualTo("E010");
    }

    @Test
    @DisplayName("X06: a descriptor is believed only if the relay signed it, and while in force")
    void descriptors_are_verified() {
        JsonObject descriptor = json("relay-descriptor");
        assertThat(outcome(RelayDescriptor.verified(descriptor, Identity.RELAY1.peer(), NOW)))
                .isEqualTo("ok");
        assertThat(outcome(RelayDescriptor.verified(descriptor, Identity.RELAY2.peer(), NOW)))
                .isEqualTo("E010");
        assertThat(
                        outcome(
                                RelayDescriptor.verified(
                                        descriptor.with("operator", Json.text("Mallory")),
                                        Identity.RELAY1.peer(),
                                        NOW)))
                .isEqualTo("E005");
        assertThat(
                        outcome(
                                RelayDescriptor.verified(
                                        descriptor,
                                        Identity.RELAY1.peer(),
                                        NOW.plusSeconds(27 * 3600))))
                .isEqualTo("E010");
        RelayDescriptor read = RelayDescriptor.fromJson(descriptor).orElseThrow();
        assertThat(read.onionKeys()).allMatch(key -> key.usable(NOW));
        assertThat(read.onionKeys().getFirst().usable(NOW.plusSeconds(86_400))).isFalse();
    }

    @Test
    @DisplayName("X06: an onion key whose id or KEM is not its own is refused")
    void an_onion_key_must_agree_with_itself() {
        JsonObject key =
                (JsonObject) json("relay-descriptor").array("onion_keys").orElseThrow().getFirst();
        assertThat(outcome(OnionKey.fromJson(key))).isEqualTo("ok");
        assertThat(outcome(OnionKey.fromJson(key.with("kem", Json.text("x25519")))))
                .isEqualTo("E010");
        assertThat(outcome(OnionKey.fromJson(key.with("key_id", Json.text("0".repeat(16))))))
                .isEqualTo("E010");
    }

    @Test
    void attachments_are_verified() {
        JsonObject attach = json("attach");
        assertThat(outcome(Attach.verified(attach, Identity.RELAY1.peer(), NOW))).isEqualTo("ok");
        assertThat(outcome(Attach.verified(attach, Identity.RELAY2.peer(), NOW))).isEqualTo("E010");
        assertThat(outcome(Attach.verified(attach, Identity.RELAY1.peer(), NOW.plusSeconds(3600))))
                .isEqualTo("E010");
        JsonObject stolen = attach.with("peer_id", Json.text(Identity.PATIENT.peer().toString()));
        assertThat(outcome(Attach.verified(stolen, Identity.RELAY1.peer(), NOW))).isEqualTo("E005");
        assertThat(outcome(Attach.fromJson(with(attach, "expires", NOW.getEpochSecond() + 3601))))
                .isEqualTo("E010");
    }

    @Test
    @DisplayName("C12: an ERROR's name must be its code's")
    void an_errors_name_is_its_codes() {
        JsonObject error = json("error");
        assertThat(outcome(ErrorMessage.fromJson(error.with("error_name", Json.text("TIMEOUT")))))
                .isEqualTo("E010");
        assertThat(outcome(ErrorMessage.fromJson(error.with("error_code", Json.text("E020")))))
                .isEqualTo("E010");
        assertThat(ErrorMessage.of(ErrorCode.TIMEOUT, "Too late", "r1", NOW).toJson().names())
                .isEqualTo(error.names());
    }

    @Test
    void control_messages_are_told_apart_by_their_type() {
        assertThat(ControlMessage.fromJson(json("token")).orElseThrow())
                .isInstanceOf(LinkToken.class);
        assertThat(ControlMessage.fromJson(json("attach")).orElseThrow())
                .isInstanceOf(Attach.class);
        assertThat(ControlMessage.fromJson(json("reservation")).orElseThrow())
                .isInstanceOf(Reservation.class);
        assertThat(ControlMessage.fromJson(json("goaway")).orElseThrow())
                .isInstanceOf(GoAway.class);
        assertThat(outcome(ControlMessage.fromJson(json("error")))).isEqualTo("E010");
        assertThat(outcome(ControlMessage.fromJson(Json.object().build()))).isEqualTo("E010");
    }
}
