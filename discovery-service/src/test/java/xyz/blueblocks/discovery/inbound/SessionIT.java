package xyz.blueblocks.discovery.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static xyz.blueblocks.wire.message.Capability.PATIENT;
import static xyz.blueblocks.wire.message.Capability.RELAY;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.discovery.inbound.Door.Reply;
import xyz.blueblocks.servicekit.testing.TestInfra;
import xyz.blueblocks.servicekit.testing.TestPeer;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.message.Heartbeat;
import xyz.blueblocks.wire.token.JwkSet;
import xyz.blueblocks.wire.token.SessionToken;

@QuarkusTest
@WithTestResource(value = TestInfra.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = TestNetwork.class, scope = TestResourceScope.GLOBAL)
final class SessionIT extends MemberCase {
    @Test
    @DisplayName("A10: a signed heartbeat is answered alive, with 30 000 ms and announcements")
    void beats() {
        JsonObject answer = door.beat(peer, token).is(200).json();

        assertThat(answer.text("status")).hasValue("alive");
        assertThat(answer.integer("next_heartbeat_ms")).hasValue(30_000);
        assertThat(answer.array("announcements")).isPresent();
    }

    @Test
    @DisplayName("A10: a heartbeat that is unsigned, signed by another, or skewed by 125 s is 401")
    void refuses_bad_heartbeats() {
        String path = Door.beatPath(peer);
        JsonObject good = Bodies.heartbeat(peer, Bodies.now());

        door.call(peer, token, "POST", path, good.without("signature")).isError(401, "E005");
        door.call(peer, token, "POST", path, Bodies.heartbeat(TestPeer.stranger(), Bodies.now()))
                .isError(401, "E005");
        for (int skew : new int[] {-125, 125}) {
            JsonObject skewed = Bodies.heartbeat(peer, Bodies.now().plusSeconds(skew));
            door.call(peer, token, "POST", path, skewed).isError(401, "E005");
        }
        door.call(peer, token, "POST", path, "no JSON".getBytes(StandardCharsets.UTF_8))
                .isError(401, "E005");
        JsonObject overloaded =
                peer.sign(
                        good.without("signature").with("load", new JsonValue.Num(1.5)),
                        Heartbeat.LABEL);
        door.call(peer, token, "POST", path, overloaded).isError(400, "E010");
    }

    @Test
    @DisplayName("X21: a heartbeat sent twice, with a fresh proof, is 409 E015")
    void refuses_a_repeated_heartbeat() {
        JsonObject beat = Bodies.heartbeat(peer, Bodies.now());
        door.call(peer, token, "POST", Door.beatPath(peer), beat).is(200);

        door.call(peer, token, "POST", Door.beatPath(peer), beat).isError(409, "E015");
    }

    @Test
    @DisplayName("A08: the token of peer A on the path of peer B is 403 E002")
    void refuses_the_path_of_another() {
        TestPeer other = TestPeer.stranger();
        door.join(other, PATIENT);

        door.call(peer, token, "POST", Door.beatPath(other), Bodies.heartbeat(other, Bodies.now()))
                .isError(403, "E002");
        door.call(peer, token, "DELETE", "peers/" + other.id(), Bodies.farewell(other))
                .isError(403, "E002");
        assertThat(Looking.rowsOf(other)).isEqualTo(1);
    }

    @Test
    @DisplayName("A08: after its hour a token is 401 E016")
    void refuses_an_expired_token() {
        clock.shift(Duration.ofSeconds(3600 + 121));
        Instant later = clock.instant();
        String path = Door.beatPath(peer);
        String url = base.resolve("/api/v1/" + path).toString();

        Reply reply =
                door.send(
                        door.request(path)
                                .header("Authorization", "DPoP " + token)
                                .header("DPoP", peer.proof("POST", url, token, later))
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofByteArray(
                                                Bodies.heartbeat(peer, later).canonical())));

        reply.isError(401, "E016");
    }

    @Test
    @DisplayName("A09: a stolen token without the key is 401, whatever it asks")
    void refuses_a_stolen_token() {
        TestPeer thief = TestPeer.stranger();

        door.get(thief, token, "peers").isError(401, "E005");
        door.get(thief, token, "relays").isError(401, "E005");
        door.call(thief, token, "POST", Door.beatPath(peer), Bodies.heartbeat(peer, Bodies.now()))
                .isError(401, "E005");
        door.send(door.request("peers").header("Authorization", "Bearer " + token).GET())
                .isError(401, "E005");
    }

    @Test
    @DisplayName("A08: the token names the peer, its key, its attestations and the three audiences")
    void issues_tokens_that_others_can_check() {
        TestPeer relay = TestPeer.stranger();
        String issued = door.join(relay, RELAY);
        var keys =
                JwkSet.fromJson(door.send(door.request("jwks.json").GET()).is(200).json())
                        .orElseThrow();

        for (String audience : List.of("discovery", "relay", "audit")) {
            SessionToken read =
                    SessionToken.verify(issued, keys, audience, Bodies.now()).orElseThrow();
            assertThat(read.subject()).isEqualTo(relay.id());
            assertThat(read.attested()).containsExactly(RELAY);
        }
    }

    @Test
    @DisplayName("A08: a peer that beats gets its next token before this one ends")
    void renews_tokens_by_heartbeat() {
        assertThat(door.beat(peer, token).json().text("token")).isEmpty();
        clock.shift(Duration.ofMinutes(31));
        Instant later = clock.instant();
        String path = Door.beatPath(peer);
        String url = base.resolve("/api/v1/" + path).toString();

        Reply reply =
                door.send(
                        door.request(path)
                                .header("Authorization", "DPoP " + token)
                                .header("DPoP", peer.proof("POST", url, token, later))
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofByteArray(
                                                Bodies.heartbeat(
                                                                peer,
                                                                Instant.ofEpochSecond(
                                                                        later.getEpochSecond()))
                                                        .canonical())));

        assertThat(reply.is(200).json().text("token")).isPresent();
    }
}
