package xyz.blueblocks.discovery.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static xyz.blueblocks.wire.message.Capability.PATIENT;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import xyz.blueblocks.discovery.inbound.Door.Reply;
import xyz.blueblocks.servicekit.testing.TestInfra;
import xyz.blueblocks.servicekit.testing.TestPeer;

@QuarkusTest
@TestProfile(LimitsIT.Narrow.class)
@WithTestResource(value = TestInfra.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = TestNetwork.class, scope = TestResourceScope.GLOBAL)
final class LimitsIT {
    private static final int PEER_BURST = 5;
    private static final Pattern PATH = Pattern.compile("^  (/[^:]*):$");
    private static final Pattern METHOD = Pattern.compile("^    (get|post|put|patch|delete):$");

    @TestHTTPResource("/")
    private URI base;

    @Test
    @DisplayName(
            "A22: a peer's call beyond its burst is 429 E009 with Retry-After; other peers go on")
    void limits_each_peer() {
        Door door = new Door(base);
        TestPeer busy = TestPeer.stranger();
        TestPeer quiet = TestPeer.stranger();
        String busyToken = door.join(busy, PATIENT);
        String quietToken = door.join(quiet, PATIENT);
        for (int i = 0; i < PEER_BURST; i++) {
            door.get(busy, busyToken, "relays").is(200);
        }

        Reply refused = door.get(busy, busyToken, "relays").isError(429, "E009");

        assertThat(refused.header("Retry-After")).isPresent();
        assertThat(Looking.audit(busy.id().toString(), PEER_BURST + 2).getLast().data().success())
                .isFalse();
        door.get(quiet, quietToken, "relays").is(200);
    }

    @TestFactory
    @DisplayName("N12, A22: every operation of the OpenAPI document is limited per address")
    Stream<DynamicTest> limits_every_operation() throws IOException {
        return operations().stream()
                .map(operation ->
                        DynamicTest.dynamicTest(
                                "N12: " + operation + " answers 429 when flooded",
                                () -> flood(operation)));
    }

    private void flood(String operation) {
        Door door = new Door(base.resolve("/"));
        String[] parts = operation.split(" ");
        String path = parts[1].replace("{peer_id}", TestPeer.stranger().id().toString());
        Reply reply = null;
        for (int i = 0; i < 2000 && (reply == null || reply.status() != 429); i++) {
            reply = door.send(door.request(path).method(parts[0], BodyPublishers.ofString("{}")));
        }

        assertThat(reply).isNotNull();
        reply.isError(429, "E009");
        assertThat(Integer.parseInt(reply.header("Retry-After").orElseThrow())).isPositive();
    }

    private static List<String> operations() throws IOException {
        List<String> found = new ArrayList<>();
        String path = "";
        try (var in = LimitsIT.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                var at = PATH.matcher(line);
                path = at.matches() ? at.group(1) : path;
                var method = METHOD.matcher(line);
                if (method.matches()) {
                    found.add(method.group(1).toUpperCase(Locale.ROOT) + " " + path);
                }
            }
        }
        assertThat(found).hasSize(10);
        return found;
    }

    /// Limits that a test reaches. The address's refill is slow, so that a flood meets them surely,
    /// and its burst covers what the other test needs.
    public static final class Narrow implements QuarkusTestProfile {
        /// Made by Quarkus.
        public Narrow() {}

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "blueblocks.service.limits.address-per-second",
                    "1",
                    "blueblocks.service.limits.address-burst",
                    "50",
                    "blueblocks.service.limits.peer-per-second",
                    "0.01",
                    "blueblocks.service.limits.peer-burst",
                    Integer.toString(PEER_BURST));
        }
    }
}
