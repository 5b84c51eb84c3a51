package xyz.blueblocks.discovery.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static xyz.blueblocks.wire.message.Capability.PATIENT;
import static xyz.blueblocks.wire.message.Capability.PROVIDER;
import static xyz.blueblocks.wire.message.Capability.RELAY;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.discovery.inbound.Bodies.Registration;
import xyz.blueblocks.servicekit.testing.TestInfra;
import xyz.blueblocks.servicekit.testing.TestPeer;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;

@QuarkusTest
@WithTestResource(value = TestInfra.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = TestNetwork.class, scope = TestResourceScope.GLOBAL)
final class EnrolmentIT extends DoorCase {
    @Test
    @DisplayName("A07: an invitation that expired, is for others, by others or of alg none is 401")
    void refuses_bad_invitations() {
        byte[] body = Bodies.register(peer, PATIENT).canonical();
        String good = Bodies.invitation(PATIENT);
        String[] parts = good.split("\\.");

        door.register(
                        body,
                        Bodies.invitation(
                                TestNetwork.ADMIN,
                                Bodies.now().minus(Duration.ofMinutes(3)),
                                PATIENT))
                .isError(401, "E016");
        door.register(body, Bodies.invitation(TestPeer.stranger(), Bodies.now().plusSeconds(60)))
                .isError(401, "E005");
        door.register(body, altered(parts[0], "\"EdDSA\"", "\"none\"") + "." + parts[1] + ".")
                .isError(401, "E005");
        door.register(
                        body,
                        parts[0]
                                + "."
                                + altered(parts[1], "discovery", "elsewhere")
                                + "."
                                + parts[2])
                .isError(401, "E005");
        door.register(
                        body,
                        parts[0]
                                + "."
                                + altered(parts[1], "network-admin", "network-other")
                                + "."
                                + parts[2])
                .isError(401, "E005");
        door.register(body, "").isError(401, "E005");
        door.register(body, door.join(TestPeer.stranger(), PATIENT)).isError(401, "E005");
        assertThat(Looking.rowsOf(peer)).isZero();
    }

    @Test
    @DisplayName(
            "A07: an invitation admits one peer: the first, as often as it likes; a second is 403")
    void binds_an_invitation_to_its_first_peer() {
        String invitation = Bodies.invitation(PATIENT);
        door.register(Bodies.register(peer, PATIENT).canonical(), invitation).is(201);

        door.register(Bodies.register(peer, PATIENT).canonical(), invitation).is(201);
        TestPeer second = TestPeer.stranger();
        door.register(Bodies.register(second, PATIENT).canonical(), invitation)
                .isError(403, "E002");
        assertThat(Looking.rowsOf(second)).isZero();
    }

    @Test
    @DisplayName(
            "A07: an enrolled peer comes back with its own assertion and keeps its attestation")
    void lets_an_enrolled_peer_come_back() {
        door.join(peer, PROVIDER);
        String assertion = Bodies.assertion(peer);

        door.register(Bodies.register(peer, PROVIDER).canonical(), assertion).is(201);

        assertThat(Looking.peerEvents(peer)).isNotEmpty();
        Looking.await("second event", () -> Looking.peerEvents(peer).size() == 2);
        assertThat(Looking.peerEvents(peer).getLast().attested()).containsExactly(PROVIDER);
        door.register(Bodies.register(peer, PROVIDER).canonical(), assertion).isError(409, "E015");
        TestPeer stranger = TestPeer.stranger();
        door.register(Bodies.register(stranger, PATIENT).canonical(), Bodies.assertion(stranger))
                .isError(403, "E002");
        door.register(Bodies.register(stranger, PATIENT).canonical(), Bodies.assertion(peer))
                .isError(403, "E002");
    }

    @Test
    @DisplayName(
            "A13: a key record must be the peer's own, in force, and its serial never goes down")
    void judges_key_records() {
        String invitation = Bodies.invitation(PATIENT);
        Registration five = Registration.of(peer, PATIENT).keys(Bodies.keyRecord(peer, 5));
        door.register(five.signed().canonical(), invitation).is(201);

        door.register(five.keys(Bodies.keyRecord(peer, 4)).signed().canonical(), invitation)
                .isError(400, "E010");
        door.register(
                        five.keys(Bodies.keyRecord(TestPeer.stranger(), 9)).signed().canonical(),
                        invitation)
                .isError(400, "E010");
        JsonObject forged = Bodies.keyRecord(peer, 9).with("serial", new JsonValue.Num(10));
        door.register(five.keys(forged).signed().canonical(), invitation).isError(401, "E005");
        door.register(five.keys(Bodies.keyRecord(peer, 6)).signed().canonical(), invitation)
                .is(201);
    }

    @Test
    @DisplayName("B02: a descriptor must be the relay's own and not older than the one known")
    void judges_descriptors() {
        String invitation = Bodies.invitation(RELAY);
        Registration relay = Registration.of(peer, RELAY);
        door.register(relay.signed().canonical(), invitation).is(201);

        JsonObject older = Bodies.descriptor(peer, Bodies.now().minusSeconds(60));
        door.register(relay.descriptor(older).signed().canonical(), invitation)
                .isError(400, "E010");
        JsonObject foreign = Bodies.descriptor(TestPeer.stranger(), Bodies.now());
        door.register(relay.descriptor(foreign).signed().canonical(), invitation)
                .isError(400, "E010");
        JsonObject forged =
                Bodies.descriptor(peer, Bodies.now()).with("operator", Json.text("somebody-else"));
        door.register(relay.descriptor(forged).signed().canonical(), invitation)
                .isError(401, "E005");
    }

    @Test
    @DisplayName(
            "A15: bootstrap peers are not empty when a relay exists, and never hold the caller")
    void gives_bootstrap_peers() {
        TestPeer relay = TestPeer.stranger();
        door.join(relay, RELAY);

        String own =
                door.register(Bodies.register(relay, RELAY).canonical(), Bodies.assertion(relay))
                        .is(201)
                        .text();
        JsonObject others =
                door.register(Bodies.register(peer, PATIENT).canonical(), Bodies.invitation())
                        .is(201)
                        .json();

        assertThat(
                        Json.parse(own.getBytes(StandardCharsets.UTF_8), 1 << 20)
                                .orElseThrow()
                                .array("bootstrap_peers")
                                .orElseThrow())
                .noneMatch(p ->
                        ((JsonObject) p)
                                .text("peer_id")
                                .equals(Optional.of(relay.id().toString())));
        assertThat(others.array("bootstrap_peers").orElseThrow()).isNotEmpty();
    }

    private static String altered(String part, String from, String to) {
        var url = Base64.getUrlDecoder();
        String text = new String(url.decode(part), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }
}
