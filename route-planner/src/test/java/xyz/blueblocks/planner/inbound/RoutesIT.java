package xyz.blueblocks.planner.inbound;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.planner.core.SampleNetwork;
import xyz.blueblocks.planner.core.SampleNetwork.Person;
import xyz.blueblocks.servicekit.testing.TestInfra;
import xyz.blueblocks.wire.Topics;
import xyz.blueblocks.wire.event.PeerEvent;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.RouteAnswer;
import xyz.blueblocks.wire.message.RouteRequest;
import xyz.blueblocks.wire.message.RouteWishes;

@QuarkusTest
@WithTestResource(value = TestInfra.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SigningKeyFile.class, scope = TestResourceScope.GLOBAL)
class RoutesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                    Map.of("bootstrap.servers", TestInfra.addresses().get("kafka")),
                    new StringSerializer(),
                    new ByteArraySerializer());
    private final SampleNetwork network =
            new SampleNetwork(
                    Instant.now(),
                    new SampleNetwork.Publisher() {
                        @Override
                        public void peer(PeerEvent event) {
                            send(
                                    Topics.PEERS,
                                    event.peerId().toString(),
                                    event.toJson().canonical());
                        }

                        @Override
                        public void report(JsonObject signed) {
                            send(
                                    Topics.RELAY_REPORTS,
                                    signed.text("relay_peer_id").orElseThrow(),
                                    signed.canonical());
                        }
                    });
    private Person from = network.join();
    private Person to = network.join();

    @BeforeEach
    void a_network_on_the_topics() {
        network.relay(1, 0.1);
        network.attach(to, network.relay(2, 0.1));
        producer.flush();
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    @DisplayName("B01: a replica that knows Kafka alone answers a signed request with a route")
    void answers_from_what_kafka_told() {
        Response answer = await(signed(request()), 200);

        RouteAnswer route =
                Json.parse(answer.asByteArray()).flatMap(RouteAnswer::fromJson).orElseThrow();
        assertThat(route.path()).hasSize(2);
    }

    @Test
    @DisplayName(
            "B03: a request that is changed, cut off, empty, stale or signed by another is 401 E005")
    void refuses_what_the_source_did_not_sign_now() {
        await(signed(request()), 200);
        JsonObject good = signed(request());

        post(good.with("data_type", Json.text("imaging")), 401, "E005");
        post(SignedJson.sign(request().toJson(), RouteRequest.LABEL, to.key()), 401, "E005");
        RouteRequest r = request();
        RouteRequest stale =
                new RouteRequest(
                        r.source(),
                        r.destination(),
                        r.dataType(),
                        r.estimatedSizeBytes(),
                        r.priority(),
                        r.wishes(),
                        r.timestamp().minusSeconds(121),
                        r.nonce());
        post(signed(stale), 401, "E005");
        String text = good.text();
        for (int length : new int[] {0, 1, text.length() / 2, text.length() - 1}) {
            post(text.substring(0, length), 401, "E005");
        }
        post("{\"a\":1,\"a\":2}", 401, "E005");
    }

    @Test
    @DisplayName("B04: a size beyond 5 GiB is E011; what is signed but no request is 400 E010")
    void refuses_what_is_too_large_or_no_request() {
        JsonObject large =
                SignedJson.sign(
                        request().toJson().toBuilder()
                                .put("estimated_size_bytes", (5L << 30) + 1)
                                .build(),
                        RouteRequest.LABEL,
                        from.key());
        post(large, 413, "E011");
        JsonObject formless =
                SignedJson.sign(
                        request().toJson().without("destination_peer_id"),
                        RouteRequest.LABEL,
                        from.key());
        post(formless, 400, "E010");
    }

    private RouteRequest request() {
        return network.request(from, to, RouteWishes.NONE);
    }

    private JsonObject signed(RouteRequest request) {
        return SignedJson.sign(request.toJson(), RouteRequest.LABEL, from.key());
    }

    private void send(String topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, key, value));
    }

    private static void post(JsonObject body, int status, String code) {
        post(body.text(), status, code);
    }

    private static void post(String body, int status, String code) {
        given().contentType("application/json")
                .body(body)
                .post("/api/v1/routes")
                .then()
                .statusCode(status)
                .body("error_code", equalTo(code));
    }

    /// Asks until the planner has read what was published.
    private static Response await(JsonObject body, int status) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Response answer =
                    given().contentType("application/json")
                            .body(body.text())
                            .post("/api/v1/routes");
            if (answer.statusCode() == status) {
                return answer;
            }
            assertThat(System.nanoTime())
                    .as("still " + answer.statusCode() + " " + answer.asString())
                    .isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
