package xyz.blueblocks.discovery.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static xyz.blueblocks.wire.message.Capability.PATIENT;
import static xyz.blueblocks.wire.message.Capability.RELAY;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.servicekit.testing.EmbeddedDatabase;
import xyz.blueblocks.servicekit.testing.EmbeddedKafka;
import xyz.blueblocks.servicekit.testing.TestPeer;
import xyz.blueblocks.wire.json.JsonObject;

/// Two packaged replicas on one database and one broker of their own, which the last tests take
/// away.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ReplicasIT {
    private static final int REGISTRATIONS = 1000;
    private static final int AT_ONCE = 4;
    private static final Duration RETRY_FOR = Duration.ofSeconds(60);

    @TempDir private static Path folder;

    private static EmbeddedDatabase database;
    private static EmbeddedKafka kafka;
    private static DevCertificate tls;
    private static HttpClient client;
    private static PlannerSockets planners;
    private static Map<String, String> settings;
    private static Replica one;
    private static Replica two;

    @BeforeAll
    static void startBoth() throws Exception {
        database = EmbeddedDatabase.start();
        kafka = EmbeddedKafka.start(Files.createDirectory(folder.resolve("kafka")));
        tls = DevCertificate.create(folder);
        client = tls.client("TLSv1.3");
        planners = new PlannerSockets();
        String at = "127.0.0.1:" + database.port() + "/postgres";
        settings = new HashMap<>(planners.start());
        settings.put("quarkus.datasource.username", "postgres");
        settings.put("quarkus.datasource.password", "postgres");
        settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://" + at);
        settings.put("quarkus.datasource.reactive.url", "postgresql://" + at);
        settings.put("kafka.bootstrap.servers", kafka.bootstrap());
        settings.put("blueblocks.service.limits.address-per-second", "100000");
        settings.put("blueblocks.service.limits.address-burst", "100000");
        settings.put("blueblocks.service.limits.peer-per-second", "1000");
        settings.put("blueblocks.service.limits.peer-burst", "10000");
        Instant begin = Instant.now();
        one = Replica.start("r1", tls, folder, settings);
        two = Replica.start("r2", tls, folder, settings);
        one.awaitReady(client);
        two.awaitReady(client);
        System.out.printf(
                "both replicas ready after %s, resident %d and %d KiB%n",
                Duration.between(begin, Instant.now()),
                one.residentKibibytes(),
                two.residentKibibytes());
    }

    @AfterAll
    static void stopAll() {
        one.close();
        two.close();
        planners.stop();
        kafka.close();
    }

    @Test
    @Order(1)
    @DisplayName("A17: any replica answers any call: the session of one counts at the other")
    void any_replica_answers() {
        TestPeer peer = TestPeer.stranger();
        TestPeer relay = TestPeer.stranger();
        String token = door(one).join(peer, PATIENT);
        door(two).join(relay, RELAY);

        door(two).beat(peer, token).is(200);
        door(two).get(peer, token, "peers/" + peer.id()).is(200);
        assertThat(door(one).get(peer, token, "peers/" + relay.id()).is(200).text())
                .contains(relay.id().toString());
        door(one).call(peer, token, "DELETE", "peers/" + peer.id(), Bodies.farewell(peer)).is(200);
        door(two).beat(peer, token).isError(404, "E001");
        door(two).get(peer, token, "peers").isError(401, "E016");
    }

    @Test
    @Order(2)
    @DisplayName("X21: a message or proof used at one replica is 409 E015 at the other")
    void a_replay_fails_on_every_replica() {
        TestPeer peer = TestPeer.stranger();
        byte[] registration = Bodies.register(peer, PATIENT).canonical();
        String invitation = Bodies.invitation(PATIENT);
        String token =
                door(one)
                        .register(registration, invitation)
                        .is(201)
                        .json()
                        .text("token")
                        .orElseThrow();
        JsonObject beat = Bodies.heartbeat(peer, Bodies.now());
        door(one).call(peer, token, "POST", Door.beatPath(peer), beat).is(200);

        door(two).register(registration, invitation).isError(409, "E015");
        door(two).call(peer, token, "POST", Door.beatPath(peer), beat).isError(409, "E015");
    }

    @Test
    @Order(3)
    @DisplayName("A17: TLS 1.3 is spoken, TLS 1.2 is refused, and there is no port without TLS")
    void speaks_tls_thirteen_only() throws Exception {
        try (SSLSocket socket = tls("TLSv1.3")) {
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
        try (SSLSocket socket = tls("TLSv1.2")) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
        assertThat(one.said()).doesNotContain("http://");
        assertThatThrownBy(() -> new Socket("127.0.0.1", 8080))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    @Order(4)
    void logs_json_without_secrets() {
        TestPeer peer = TestPeer.stranger();
        String token = door(one).join(peer, PATIENT);
        door(one).get(peer, token, "peers?limit=0").isError(400, "E010");

        assertThat(one.said().lines().filter(line -> line.contains("Installed features")))
                .allMatch(line -> line.startsWith("{"));
        assertThat(one.said()).doesNotContain(token, peer.id().toString(), "signature");
    }

    @Test
    @Order(5)
    @DisplayName(
            "A17: a replica killed amid 1 000 registrations loses none: no error after a client's retry")
    void survives_a_kill() throws Exception {
        List<Future<TestPeer>> all = new ArrayList<>();
        try (ExecutorService crowd = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int i = 0; i < REGISTRATIONS; i++) {
                int turn = i;
                Callable<TestPeer> register = () -> registerSomewhere(turn);
                all.add(crowd.submit(register));
            }
            all.get(REGISTRATIONS / 3).get();
            two.process().destroyForcibly();
            for (Future<TestPeer> each : all) {
                each.get();
            }
        }
        Set<String> registered = registered();
        for (Future<TestPeer> each : all) {
            assertThat(registered).contains(each.get().id().toString());
        }
        two.close();
        two = Replica.start("r2", tls, folder, settings).awaitReady(client);
    }

    @Test
    @Order(6)
    @DisplayName("A17: without its database a replica answers known peers, and refuses to register")
    void goes_on_without_the_database() throws InterruptedException {
        TestPeer peer = TestPeer.stranger();
        TestPeer relay = TestPeer.stranger();
        String token = door(two).join(peer, PATIENT);
        door(one).join(relay, RELAY);
        Looking.await(
                "relay at replica two",
                () -> door(two).get(peer, token, "relays").text().contains(relay.id().toString()));
        long total =
                door(two)
                        .get(peer, token, "peers?limit=1")
                        .is(200)
                        .json()
                        .integer("total")
                        .orElseThrow();
        database.close();

        Looking.await(
                "answers from memory",
                () -> door(two).get(peer, token, "peers/" + relay.id()).status() == 200);
        JsonObject list = door(two).get(peer, token, "peers?limit=100").is(200).json();
        assertThat(list.integer("total")).hasValue(total);
        assertThat(door(two).get(peer, token, "relays").is(200).text())
                .contains(relay.id().toString());
        planners.reset();
        door(two)
                .call(peer, token, "POST", "routes/request", Bodies.route(peer, peer, relay, 1))
                .is(200);
        two.awaitReady(client);
        door(two).beat(peer, token).is(200);
        byte[] back = Bodies.register(peer, PATIENT).canonical();
        var session = door(two).register(back, Bodies.assertion(peer)).is(201).json();
        assertThat(session.integer("ttl")).hasValue(120);
        TestPeer late = TestPeer.stranger();
        var refused =
                door(two)
                        .register(
                                Bodies.register(late, PATIENT).canonical(),
                                Bodies.invitation(PATIENT))
                        .isError(503, "E008");
        assertThat(refused.header("Retry-After")).isPresent();
    }

    /// Asked of the database: over the API a peer that sends no heartbeat is lost after 90 s.
    private static Set<String> registered() throws SQLException {
        Set<String> ids = new HashSet<>();
        try (var connection =
                        DriverManager.getConnection(
                                settings.get("quarkus.datasource.jdbc.url"),
                                "postgres",
                                "postgres");
                var rows = connection.createStatement().executeQuery("select peer_id from peers")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    private static TestPeer registerSomewhere(int turn) throws InterruptedException {
        TestPeer peer = TestPeer.stranger();
        String invitation = Bodies.invitation(PATIENT);
        Instant deadline = Instant.now().plus(RETRY_FOR);
        for (int attempt = turn; Instant.now().isBefore(deadline); attempt++) {
            Replica replica = attempt % 2 == 0 ? one : two;
            HttpRequest request =
                    HttpRequest.newBuilder(replica.base().resolve("/api/v1/peers/register"))
                            .timeout(Duration.ofSeconds(20))
                            .header("Authorization", "Bearer " + invitation)
                            .header("Content-Type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofByteArray(
                                            Bodies.register(peer, PATIENT).canonical()))
                            .build();
            try {
                if (client.send(request, BodyHandlers.discarding()).statusCode() == 201) {
                    return peer;
                }
            } catch (IOException e) {
                // that replica is dead: the next attempt asks the other
            }
        }
        throw new AssertionError("registration " + turn + " failed");
    }

    private static Door door(Replica replica) {
        return new Door(client, replica.base());
    }

    private static SSLSocket tls(String protocol) throws Exception {
        SSLSocket socket =
                (SSLSocket)
                        tls.context()
                                .getSocketFactory()
                                .createSocket("127.0.0.1", one.base().getPort());
        socket.setEnabledProtocols(new String[] {protocol});
        return socket;
    }
}
