package xyz.blueblocks.discovery.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static xyz.blueblocks.wire.message.Capability.PATIENT;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.servicekit.testing.TestInfra;
import xyz.blueblocks.servicekit.testing.TestPeer;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.RouteRequest;

@QuarkusTest
@WithTestResource(value = TestInfra.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = TestNetwork.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = PlannerSockets.class, scope = TestResourceScope.GLOBAL)
final class RouteIT {
    private static final long MEGABYTE = 1 << 20;
    private static final long FIVE_GIB = 5L << 30;

    @TestHTTPResource("/")
    private URI base;

    private PlannerSockets planners;

    private final TestPeer source = TestPeer.stranger();
    private final TestPeer destination = TestPeer.stranger();
    private Door door;
    private String token;

    @BeforeEach
    void join() {
        door = new Door(base);
        token = door.join(source, PATIENT);
        planners.reset();
    }

    @Test
    @DisplayName(
            "B01: the request reaches a planner byte for byte and its answer comes back unchanged")
    void forwards_byte_for_byte() {
        byte[] body =
                (" " + Bodies.route(source, source, destination, MEGABYTE).text() + "\n")
                        .getBytes(StandardCharsets.UTF_8);

        var reply = door.call(source, token, "POST", "routes/request", body).is(200);

        assertThat(reply.text()).isEqualTo(PlannerSockets.ROUTE);
        assertThat(planners.bodies()).hasSize(1);
        assertThat(planners.bodies().getFirst()).isEqualTo(body);
        assertThat(reply.header("Content-Type")).hasValue("application/json");
    }

    @Test
    @DisplayName("B01: a planner's refusal passes through")
    void passes_errors_through() {
        planners.answer(404, PlannerSockets.NOT_FOUND);

        ask(source).isError(404, "E001");
    }

    @Test
    @DisplayName(
            "B01, A01: a peer that registered a moment ago is not told that it does not exist by a planner that has not heard of it yet")
    void asks_again_where_a_peer_is_new() {
        door.join(destination, PATIENT);
        planners.firstFails(404);
        for (int i = 0; i < 4; i++) {
            ask(source).is(200);
        }
    }

    @Test
    @DisplayName("B01: a planner that is ill or silent is passed over for the next replica")
    void asks_the_next_planner() {
        for (int failure : new int[] {500, 502, PlannerSockets.SILENT, PlannerSockets.HANG_UP}) {
            planners.firstFails(failure);
            for (int i = 0; i < 2; i++) {
                ask(source).is(200);
            }
        }
    }

    @Test
    @DisplayName("B01: with no planner that answers, E007 and when to try again")
    void says_when_no_planner_answers() {
        planners.answer(500, "{}");

        var reply = ask(source).isError(503, "E007");

        assertThat(reply.header("Retry-After")).isPresent();
    }

    @Test
    @DisplayName("B03: a source that is not the caller is 403; a request by another's key is 401")
    void refuses_a_foreign_source() {
        TestPeer other = TestPeer.stranger();

        door.call(
                        source,
                        token,
                        "POST",
                        "routes/request",
                        Bodies.route(other, source, destination, 1))
                .isError(403, "E002");
        door.call(
                        source,
                        token,
                        "POST",
                        "routes/request",
                        Bodies.route(source, other, destination, 1))
                .isError(401, "E005");
        JsonObject altered =
                Bodies.route(source, source, destination, 1)
                        .with("priority", Json.text("emergency"));
        door.call(source, token, "POST", "routes/request", altered).isError(401, "E005");
        assertThat(planners.bodies()).isEmpty();
    }

    @Test
    @DisplayName("B04: that a route was asked for as an emergency stands in the audit entry")
    void an_emergency_is_audited() {
        JsonObject urgent =
                source.sign(
                        Bodies.route(source, source, destination, 1)
                                .with("priority", Json.text("emergency")),
                        RouteRequest.LABEL);
        ask(source).is(200);
        door.call(source, token, "POST", "routes/request", urgent).is(200);

        assertThat(Looking.audit(source.id().toString(), 3))
                .filteredOn(event -> event.data().action().equals("route.request"))
                .extracting(event -> event.data().accessReason())
                .containsExactly(Optional.empty(), Optional.of("priority emergency"));
    }

    @Test
    @DisplayName("X21: a route request works once")
    void refuses_a_repeated_request() {
        JsonObject request = Bodies.route(source, source, destination, 1);
        door.call(source, token, "POST", "routes/request", request).is(200);

        door.call(source, token, "POST", "routes/request", request).isError(409, "E015");
    }

    @Test
    @DisplayName("N26: five GiB may be asked for, one byte more is 413 E011")
    void refuses_what_is_too_large() {
        door.call(
                        source,
                        token,
                        "POST",
                        "routes/request",
                        Bodies.route(source, source, destination, FIVE_GIB))
                .is(200);

        door.call(
                        source,
                        token,
                        "POST",
                        "routes/request",
                        Bodies.route(source, source, destination, FIVE_GIB + 1))
                .isError(413, "E011");
    }

    private Door.Reply ask(TestPeer asker) {
        return door.call(
                asker,
                token,
                "POST",
                "routes/request",
                Bodies.route(asker, asker, destination, MEGABYTE));
    }
}
