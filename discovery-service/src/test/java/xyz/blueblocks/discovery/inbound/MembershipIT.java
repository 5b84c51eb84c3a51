package xyz.blueblocks.discovery.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static xyz.blueblocks.wire.message.Capability.PATIENT;
import static xyz.blueblocks.wire.message.Capability.RELAY;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.discovery.inbound.Door.Reply;
import xyz.blueblocks.servicekit.testing.TestInfra;
import xyz.blueblocks.servicekit.testing.TestPeer;
import xyz.blueblocks.wire.event.AuditEvent;
import xyz.blueblocks.wire.event.PeerEvent;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Announcement;

@QuarkusTest
@WithTestResource(value = TestInfra.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = TestNetwork.class, scope = TestResourceScope.GLOBAL)
final class MembershipIT extends MemberCase {
    @Test
    @DisplayName(
            "A11: without a heartbeat for 90 s a peer is lost: not shown, and others hear of it")
    void loses_a_silent_peer() {
        TestPeer relay = TestPeer.stranger();
        door.join(relay, RELAY);
        long version = Looking.peerEvent(relay, PeerEvent.State.ALIVE).version();
        TestPeer witness = TestPeer.stranger();
        clock.shift(Duration.ofSeconds(91));

        PeerEvent lost = Looking.peerEvent(relay, PeerEvent.State.LOST);

        assertThat(lost.version()).isGreaterThan(version);
        clock.shift(Duration.ZERO);
        String witnessToken = door.join(witness, PATIENT);
        door.get(witness, witnessToken, "peers/" + relay.id()).isError(404, "E001");
        assertThat(door.get(witness, witnessToken, "peers?limit=100").is(200).text())
                .doesNotContain(relay.id().toString());
        Looking.await(
                "gone from the relay directory",
                () ->
                        !door.get(witness, witnessToken, "relays")
                                .text()
                                .contains(relay.id().toString()));
    }

    @Test
    @DisplayName("A11: a lost peer's next heartbeat brings it back")
    void finds_a_lost_peer_again() {
        clock.shift(Duration.ofSeconds(91));
        Looking.peerEvent(peer, PeerEvent.State.LOST);
        clock.shift(Duration.ZERO);

        door.beat(peer, token).is(200);

        Looking.await(
                "alive again",
                () -> Looking.peerEvents(peer).getLast().state() == PeerEvent.State.ALIVE);
        assertThat(Looking.peerEvents(peer).stream().map(PeerEvent::version).toList())
                .hasSize(3)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName(
            "A16: a signed farewell ends a registration: gone for all, its token worth nothing here")
    void lets_a_peer_leave() {
        TestPeer other = TestPeer.stranger();
        String otherToken = door.join(other, PATIENT);
        door.call(peer, token, "DELETE", "peers/" + peer.id(), Bodies.farewell(other))
                .isError(401, "E005");

        door.call(peer, token, "DELETE", "peers/" + peer.id(), Bodies.farewell(peer)).is(200);

        door.get(other, otherToken, "peers/" + peer.id()).isError(404, "E001");
        door.beat(peer, token).isError(404, "E001");
        door.get(peer, token, "peers").isError(401, "E016");
        door.register(Bodies.register(peer, PATIENT).canonical(), Bodies.assertion(peer))
                .isError(403, "E002");
        assertThat(Looking.peerEvent(peer, PeerEvent.State.GONE).version()).isGreaterThan(1);
        door.register(Bodies.register(peer, PATIENT).canonical(), Bodies.invitation(PATIENT))
                .is(201);
    }

    @Test
    @DisplayName("A14: what the admin announces, signed, every peer hears with its next heartbeat")
    void announces() {
        JsonObject signed =
                TestNetwork.ADMIN.sign(
                        new Announcement(
                                        "ann-" + TestPeer.nonce().substring(0, 8),
                                        "info",
                                        "maintenance at noon",
                                        Bodies.now(),
                                        Bodies.now().plusSeconds(600))
                                .toJson(),
                        Announcement.LABEL);
        post("announcements", peer.sign(signed, Announcement.LABEL)).isError(401, "E005");

        post("announcements", signed).is(201);

        Looking.await(
                "announcement in the heartbeat's answer",
                () ->
                        door.beat(peer, token)
                                .is(200)
                                .json()
                                .array("announcements")
                                .orElseThrow()
                                .contains(signed));
        post("announcements", signed).is(200);
    }

    @Test
    @DisplayName("A10: a heartbeat renews keys and descriptor, judged as at registration")
    void renews_keys_by_heartbeat() {
        TestPeer relay = TestPeer.stranger();
        String relayToken = door.join(relay, RELAY);
        String path = Door.beatPath(relay);
        JsonObject descriptor = Bodies.descriptor(relay, Bodies.now().plusSeconds(1));
        JsonObject keys = Bodies.keyRecord(relay, 2);

        door.call(
                        relay,
                        relayToken,
                        "POST",
                        path,
                        Bodies.heartbeat(
                                relay, Bodies.now(), Optional.of(keys), Optional.of(descriptor)))
                .is(200);

        JsonObject shown = door.get(peer, token, "peers/" + relay.id()).is(200).json();
        assertThat(shown.object("key_record")).hasValue(keys);
        assertThat(shown.object("descriptor")).hasValue(descriptor);
        door.call(
                        relay,
                        relayToken,
                        "POST",
                        path,
                        Bodies.heartbeat(
                                relay,
                                Bodies.now(),
                                Optional.of(Bodies.keyRecord(relay, 1)),
                                Optional.empty()))
                .isError(400, "E010");
        door.call(
                        peer,
                        token,
                        "POST",
                        Door.beatPath(peer),
                        Bodies.heartbeat(
                                peer,
                                Bodies.now(),
                                Optional.empty(),
                                Optional.of(Bodies.descriptor(peer, Bodies.now()))))
                .isError(400, "E010");
    }

    @Test
    @DisplayName("H02: N requests make N audit events, allowed and denied")
    void records_every_decision() {
        door.beat(peer, token).is(200);
        door.get(peer, token, "peers").is(200);
        door.get(peer, token, "peers?limit=1000").isError(400, "E010");
        door.get(peer, token, "relays").is(200);
        door.get(peer, token, "peers/" + TestPeer.stranger().id()).isError(404, "E001");
        JsonObject stale = Bodies.heartbeat(peer, Bodies.now().minusSeconds(300));
        door.call(peer, token, "POST", Door.beatPath(peer), stale).isError(401, "E005");

        List<AuditEvent> events = Looking.audit(peer.id().toString(), 7);

        assertThat(events).hasSize(7);
        assertThat(events.stream().map(e -> e.data().action() + " " + e.data().success()).toList())
                .containsExactly(
                        "peer.register true",
                        "peer.heartbeat true",
                        "peer.list true",
                        "peer.list false",
                        "relay.list true",
                        "peer.read false",
                        "peer.heartbeat false");
        assertThat(events.stream().map(AuditEvent::id).distinct()).hasSize(7);
        assertThat(events.getFirst().data().ipHash().orElseThrow()).startsWith("hmac-sha256:");
    }

    private Reply post(String path, JsonObject body) {
        return door.send(
                door.request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body.canonical())));
    }
}
