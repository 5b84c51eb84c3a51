package xyz.blueblocks.discovery.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static xyz.blueblocks.wire.message.Capability.PROVIDER;
import static xyz.blueblocks.wire.message.Capability.RELAY;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.discovery.inbound.Bodies.Registration;
import xyz.blueblocks.servicekit.testing.TestInfra;
import xyz.blueblocks.servicekit.testing.TestPeer;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.message.LimitsAnswer;
import xyz.blueblocks.wire.message.PeerList;
import xyz.blueblocks.wire.message.RelayDescriptor;
import xyz.blueblocks.wire.message.RelayDirectory;
import xyz.blueblocks.wire.token.JwkSet;

@QuarkusTest
@WithTestResource(value = TestInfra.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = TestNetwork.class, scope = TestResourceScope.GLOBAL)
final class DirectoryIT extends MemberCase {
    @Test
    @DisplayName("A12: capability and region combine with AND")
    void filters_with_and() {
        TestPeer here = TestPeer.stranger();
        TestPeer there = TestPeer.stranger();
        door.join(here, PROVIDER);
        door.register(
                        Registration.of(there, PROVIDER)
                                .region("eu-central-1")
                                .signed()
                                .canonical(),
                        Bodies.invitation(PROVIDER))
                .is(201);

        List<String> found = all("capability=provider&region=eu-central-1", 100);

        assertThat(found).contains(there.id().toString());
        assertThat(found).doesNotContain(here.id().toString(), peer.id().toString());
        assertThat(all("region=us-west-2", 100))
                .contains(here.id().toString(), peer.id().toString());
    }

    @Test
    @DisplayName("A12: limit is 1 to 100; what is no capability, cursor or limit is 400 E010")
    void refuses_bad_queries() {
        for (String query :
                List.of(
                        "limit=0",
                        "limit=101",
                        "limit=-1",
                        "limit=x",
                        "limit=99999999999",
                        "capability=king",
                        "cursor=AAAA",
                        "cursor=!!!!!!!!!!!!!!!!")) {
            door.get(peer, token, "peers?" + query).isError(400, "E010");
        }
        door.get(peer, token, "peers/not-a-peer-id").isError(400, "E010");
    }

    @Test
    @DisplayName(
            "A12: pages stay as they are while peers register: none is seen twice, none is missed")
    void pages_are_stable_under_insertions() {
        List<String> mine = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            TestPeer each = TestPeer.stranger();
            door.join(each, PROVIDER);
            mine.add(each.id().toString());
        }
        List<String> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        long page = 0;
        do {
            PeerList list =
                    page(
                            "capability=provider&limit=2"
                                    + cursor.map(c -> "&cursor=" + c).orElse(""));
            assertThat(list.page()).isEqualTo(++page);
            assertThat(list.peers()).hasSizeLessThanOrEqualTo(2);
            assertThat(list.total()).isGreaterThanOrEqualTo(7);
            list.peers().forEach(p -> seen.add(p.peerId().toString()));
            cursor = list.next();
            if (page < 5) {
                door.join(TestPeer.stranger(), PROVIDER);
            }
        } while (cursor.isPresent());

        assertThat(new HashSet<>(seen)).hasSameSizeAs(seen);
        assertThat(seen).containsSubsequence(mine);
    }

    @Test
    @DisplayName(
            "A13: a peer shows all seven members, time as ISO-8601 Z, what nobody measured as null")
    void shows_all_members() {
        JsonObject shown = door.get(peer, token, "peers/" + peer.id()).is(200).json();

        assertThat(shown.names())
                .contains(
                        "peer_id",
                        "public_key",
                        "encryption_key",
                        "endpoints",
                        "reputation",
                        "latency_ms",
                        "last_seen");
        assertThat(shown.get("reputation")).hasValue(JsonValue.Null.NULL);
        assertThat(shown.get("latency_ms")).hasValue(JsonValue.Null.NULL);
        assertThat(shown.text("last_seen").orElseThrow())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        assertThat(shown.object("key_record")).isPresent();
    }

    @Test
    @DisplayName("B02: relays are listed by the descriptors that they signed themselves")
    void lists_relays() {
        TestPeer relay = TestPeer.stranger();
        door.join(relay, RELAY);
        Looking.await("relay listed", () -> relays().contains(relay.id().toString()));

        for (JsonObject each :
                RelayDirectory.fromJson(door.get(peer, token, "relays").is(200).json())
                        .orElseThrow()
                        .relays()) {
            RelayDescriptor read = RelayDescriptor.fromJson(each).orElseThrow();
            assertThat(RelayDescriptor.verified(each, read.peerId(), Bodies.now()).toOptional())
                    .isPresent();
        }
    }

    @Test
    @DisplayName("A08: keys are published for sessions and admission; anybody may read them")
    void publishes_keys() {
        JwkSet keys =
                JwkSet.fromJson(door.send(door.request("jwks.json").GET()).is(200).json())
                        .orElseThrow();

        assertThat(keys.keys())
                .contains(
                        new JwkSet.Key(TestNetwork.DISCOVERY.key().publicKey(), JwkSet.Use.SESSION),
                        new JwkSet.Key(
                                TestNetwork.PLANNER.key().publicKey(), JwkSet.Use.ADMISSION));
    }

    @Test
    @DisplayName("N26: the limits of the network are published")
    void publishes_limits() {
        assertThat(door.send(door.request("limits").GET()).is(200).json())
                .isEqualTo(LimitsAnswer.toJson());
    }

    @Test
    @DisplayName("X27: unknown paths, methods and media types are answered with ERROR JSON")
    void answers_errors_alike() {
        door.send(door.request("nowhere").GET()).isError(404, "E010");
        door.send(door.request("jwks.json").method("PATCH", BodyPublishers.noBody()))
                .isError(405, "E010");
        door.send(
                        door.request("peers/register")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("x")))
                .isError(415, "E010");
        door.register(new byte[70_000], Bodies.invitation()).isError(413, "E010");
    }

    @Test
    void health_metrics_and_openapi_answer() {
        Door root = new Door(base);

        root.send(root.request("/q/health/ready").GET()).is(200);
        root.send(root.request("/q/health/live").GET()).is(200);
        assertThat(root.send(root.request("/q/metrics").GET()).is(200).text())
                .contains("blueblocks_audit_spool_pending_bytes", "http_server_requests");
        assertThat(root.send(root.request("/q/openapi").GET()).is(200).text())
                .contains("/api/v1/peers/register");
    }

    private List<String> all(String query, int limit) {
        List<String> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            PeerList list =
                    page(query + "&limit=" + limit + cursor.map(c -> "&cursor=" + c).orElse(""));
            list.peers().forEach(p -> seen.add(p.peerId().toString()));
            cursor = list.next();
        } while (cursor.isPresent());
        return seen;
    }

    private PeerList page(String query) {
        return PeerList.fromJson(door.get(peer, token, "peers?" + query).is(200).json())
                .orElseThrow();
    }

    private String relays() {
        return door.get(peer, token, "relays").is(200).text();
    }
}
