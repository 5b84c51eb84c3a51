package xyz.blueblocks.discovery.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static xyz.blueblocks.wire.message.Capability.PATIENT;
import static xyz.blueblocks.wire.message.Capability.PROVIDER;
import static xyz.blueblocks.wire.message.Capability.RELAY;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.discovery.inbound.Bodies.Registration;
import xyz.blueblocks.discovery.inbound.Door.Reply;
import xyz.blueblocks.servicekit.testing.TestInfra;
import xyz.blueblocks.servicekit.testing.TestPeer;
import xyz.blueblocks.wire.event.AuditEvent;
import xyz.blueblocks.wire.event.PeerEvent;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.message.Endpoint;
import xyz.blueblocks.wire.message.Register;

@QuarkusTest
@WithTestResource(value = TestInfra.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = TestNetwork.class, scope = TestResourceScope.GLOBAL)
final class RegistrationIT extends DoorCase {
    @Test
    @DisplayName(
            "A01: a valid body and invitation are answered 201 with token, ttl and bootstrap peers")
    void registers_a_peer() {
        Reply reply =
                door.register(
                        Bodies.register(peer, PATIENT).canonical(), Bodies.invitation(PATIENT));

        JsonObject answer = reply.is(201).json();
        assertThat(answer.text("status")).hasValue("registered");
        assertThat(answer.text("peer_id")).hasValue(peer.id().toString());
        assertThat(answer.text("token")).isPresent();
        assertThat(answer.integer("ttl")).hasValue(3600);
        assertThat(answer.array("bootstrap_peers")).isPresent();
        assertThat(Looking.rowsOf(peer)).isEqualTo(1);
        assertThat(Looking.peerEvent(peer, PeerEvent.State.ALIVE).version()).isPositive();
    }

    @Test
    @DisplayName(
            "A02: any flipped byte of the body is 401 E005, nothing is stored, one audit event each")
    void refuses_a_flipped_byte_anywhere() {
        byte[] body = Registration.of(peer, PATIENT).unsigned().without("key_record").canonical();
        JsonObject signed = peer.sign(Json.parse(body).orElseThrow(), Register.LABEL);
        byte[] good = signed.canonical();
        int before = Looking.audit("unknown", 0).size();
        int flips = 0;
        for (int i = 0; i < good.length; i += 1) {
            byte[] bad = good.clone();
            bad[i] ^= (byte) (1 << i % 7);
            if (sameMeaning(bad, signed)) {
                continue;
            }
            flips++;
            door.register(bad, Bodies.invitation(PATIENT)).isError(401, "E005");
        }

        assertThat(flips).isGreaterThan(good.length * 9 / 10);
        assertThat(Looking.rowsOf(peer)).isZero();
        List<AuditEvent> events = Looking.audit("unknown", before + flips);
        assertThat(events).hasSize(before + flips);
        assertThat(events.subList(before, events.size()))
                .allMatch(e -> e.data().action().equals("peer.register"))
                .noneMatch(e -> e.data().success());
    }

    @Test
    @DisplayName("A02: a signed body that is empty or cut off, anywhere, is 401 E005 at every door")
    void refuses_a_body_cut_off_anywhere() {
        byte[] registration = Bodies.register(peer, PATIENT).canonical();
        for (int length = 0; length < registration.length; length += 11) {
            door.register(Arrays.copyOf(registration, length), Bodies.invitation(PATIENT))
                    .isError(401, "E005");
        }
        assertThat(Looking.rowsOf(peer)).isZero();

        String token = door.join(peer, PATIENT);
        byte[] beat = Bodies.heartbeat(peer, Bodies.now()).canonical();
        byte[] farewell = Bodies.farewell(peer).canonical();
        byte[] route = Bodies.route(peer, peer, TestPeer.stranger(), 1).canonical();
        for (int parts = 0; parts < 8; parts++) {
            cut("POST", Door.beatPath(peer), beat, parts, token);
            cut("DELETE", "peers/" + peer.id(), farewell, parts, token);
            cut("POST", "routes/request", route, parts, token);
            cut("POST", "announcements", beat, parts, token);
        }
        door.beat(peer, token).is(200);
    }

    private void cut(String method, String path, byte[] body, int eighths, String token) {
        byte[] damaged = Arrays.copyOf(body, body.length * eighths / 8);
        door.call(peer, token, method, path, damaged).isError(401, "E005");
    }

    @Test
    @DisplayName("A03: a peer_id that is not of the key is 400 E010")
    void refuses_a_foreign_peer_id() {
        JsonObject body =
                Registration.of(peer, PATIENT)
                        .unsigned()
                        .with("peer_id", Json.text(TestPeer.stranger().id().toString()));

        door.register(peer.sign(body, Register.LABEL).canonical(), Bodies.invitation())
                .isError(400, "E010");
    }

    @Test
    @DisplayName("A04: an unknown capability is 400")
    void refuses_an_unknown_capability() {
        JsonObject body =
                Registration.of(peer, PATIENT)
                        .unsigned()
                        .with(
                                "capabilities",
                                new JsonValue.Array(List.of(Json.text("administrator"))));

        door.register(peer.sign(body, Register.LABEL).canonical(), Bodies.invitation())
                .isError(400, "E010");
    }

    @Test
    @DisplayName(
            "A04: a relay or provider without attestation is stored, unverified, and never a way")
    void keeps_the_unattested_out_of_routes() {
        door.register(Bodies.register(peer, PROVIDER, RELAY).canonical(), Bodies.invitation())
                .is(201);
        TestPeer other = TestPeer.stranger();
        String token = door.join(other, PATIENT);

        JsonObject shown = door.get(other, token, "peers/" + peer.id()).is(200).json();
        assertThat(shown.array("capabilities").orElseThrow()).hasSize(2);
        assertThat(shown.array("attested").orElseThrow()).isEmpty();
        assertThat(door.get(other, token, "relays").is(200).text())
                .doesNotContain(peer.id().toString());
        assertThat(Looking.peerEvent(peer, PeerEvent.State.ALIVE).attested()).isEmpty();
    }

    @Test
    @DisplayName("A05: wss and quic endpoints are kept in order of priority, others are 400")
    void keeps_endpoints_in_order() {
        Endpoint quic = new Endpoint("quic", "quic://203.1.2.4:4242", 2);
        door.register(
                        Registration.of(peer, PATIENT)
                                .endpoints(quic, Bodies.endpoint(1))
                                .signed()
                                .canonical(),
                        Bodies.invitation())
                .is(201);
        TestPeer other = TestPeer.stranger();
        JsonObject shown =
                door.get(other, door.join(other, PATIENT), "peers/" + peer.id()).is(200).json();
        assertThat(shown.array("endpoints").orElseThrow())
                .containsExactly(Bodies.endpoint(1).toJson(), quic.toJson());

        JsonObject body = Registration.of(peer, PATIENT).unsigned();
        JsonObject ftp =
                quic.toJson()
                        .with("protocol", Json.text("ftp"))
                        .with("address", Json.text("ftp://203.1.2.4:21"));
        JsonObject bad = body.with("endpoints", new JsonValue.Array(List.of(ftp)));
        door.register(peer.sign(bad, Register.LABEL).canonical(), Bodies.invitation())
                .isError(400, "E010");
    }

    @Test
    @DisplayName("A05: private, loopback and link-local addresses are refused")
    void refuses_private_addresses() {
        for (String host :
                List.of(
                        "10.0.0.1",
                        "127.0.0.1",
                        "192.168.1.1",
                        "169.254.1.1",
                        "[fe80::1]",
                        "[::1]")) {
            Endpoint hidden = new Endpoint("wss", "wss://" + host + ":443/p2p", 1);
            door.register(
                            Registration.of(peer, PATIENT).endpoints(hidden).signed().canonical(),
                            Bodies.invitation())
                    .isError(400, "E010");
        }
        assertThat(Looking.rowsOf(peer)).isZero();
    }

    @Test
    @DisplayName("A06: the region must be one of the network's")
    void refuses_an_unknown_region() {
        door.register(
                        Registration.of(peer, PATIENT).region("mars-1").signed().canonical(),
                        Bodies.invitation())
                .isError(400, "E010");
    }

    @Test
    @DisplayName("A06: an NPI must pass the Luhn check and is never shown, on any path or topic")
    void keeps_the_npi_to_itself() {
        JsonObject bad = Registration.of(peer, PROVIDER).npi(Bodies.NPI).unsigned();
        JsonObject metadata =
                bad.object("metadata").orElseThrow().with("npi", Json.text("1234567890"));
        door.register(
                        peer.sign(bad.with("metadata", metadata), Register.LABEL).canonical(),
                        Bodies.invitation(PROVIDER))
                .isError(400, "E010");

        door.register(
                        Registration.of(peer, PROVIDER).npi(Bodies.NPI).signed().canonical(),
                        Bodies.invitation(PROVIDER))
                .is(201);

        TestPeer other = TestPeer.stranger();
        String token = door.join(other, PATIENT);
        assertThat(door.get(other, token, "peers/" + peer.id()).is(200).text())
                .doesNotContain(Bodies.NPI)
                .doesNotContain("npi");
        assertThat(door.get(other, token, "peers?capability=provider&limit=100").is(200).text())
                .doesNotContain(Bodies.NPI);
        assertThat(Looking.peerEvent(peer, PeerEvent.State.ALIVE).toJson().text())
                .doesNotContain(Bodies.NPI);
        assertThat(Looking.audit(peer.id().toString(), 1).getLast().data().accessorNpi())
                .hasValue(Bodies.NPI);
    }

    @Test
    @DisplayName("A02: a registration works once, and only while it is fresh")
    void refuses_a_repeated_or_stale_registration() {
        byte[] body = Bodies.register(peer, PATIENT).canonical();
        String invitation = Bodies.invitation(PATIENT);
        door.register(body, invitation).is(201);

        door.register(body, invitation).isError(409, "E015");
        JsonObject old =
                Registration.of(peer, PATIENT).unsigned().toBuilder()
                        .putEpochSeconds("timestamp", Bodies.now().minusSeconds(125))
                        .build();
        door.register(peer.sign(old, Register.LABEL).canonical(), invitation).isError(401, "E005");
    }

    /// A flip that leaves the same message, such as another way to write a number.
    private static boolean sameMeaning(byte[] bytes, JsonObject signed) {
        return Json.parse(bytes).toOptional().filter(signed::equals).isPresent();
    }
}
