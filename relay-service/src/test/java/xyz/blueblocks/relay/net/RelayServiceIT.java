package xyz.blueblocks.relay.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.onion.OnionHop;
import xyz.blueblocks.crypto.onion.OnionSetup;
import xyz.blueblocks.crypto.onion.SetupAnswer;
import xyz.blueblocks.crypto.session.HandshakeInitiator;
import xyz.blueblocks.link.LinkTarget;
import xyz.blueblocks.link.LinkTrust;
import xyz.blueblocks.servicekit.testing.TestInfra;
import xyz.blueblocks.servicekit.testing.TopicReader;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.Topics;
import xyz.blueblocks.wire.event.AuditEvent;
import xyz.blueblocks.wire.event.RelayReport;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Attach;
import xyz.blueblocks.wire.message.RelayDescriptor;
import xyz.blueblocks.wire.route.AdmissionToken;

/// The relay service whole: configuration, Kafka, health, metrics, links.
@QuarkusTest
@WithTestResource(value = TestInfra.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = NetworkFiles.class, scope = TestResourceScope.GLOBAL)
class RelayServiceIT {
    private final Path folder = Path.of(setting("test.relay.folder"));
    private final int port = Integer.parseInt(setting("test.relay.port"));
    private final PeerId relay = PeerId.of(NetworkFiles.key(3).publicKey());
    private TestNet net;

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    @BeforeEach
    void begin() {
        net = new TestNet(folder, NetworkFiles.key(1), NetworkFiles.key(2));
    }

    @AfterEach
    void end() throws Exception {
        net.close();
    }

    private TestPeer connected() throws Exception {
        TestPeer peer = new TestPeer(net);
        peer.link =
                TestRelay.await(
                        peer.transport.dial(
                                new LinkTarget(
                                        relay,
                                        new InetSocketAddress("127.0.0.1", port),
                                        "relay.test",
                                        false,
                                        LinkTrust.file(
                                                Path.of(setting("blueblocks.relay.ca-file")))),
                                peer.identity(),
                                peer));
        return peer;
    }

    private TestPeer attached() throws Exception {
        TestPeer peer = connected();
        Instant now = net.clock().instant();
        Attach attach = new Attach(peer.id, relay, now, now.plusSeconds(600), "0".repeat(64));
        peer.link.control(SignedJson.sign(attach.toJson(), Attach.LABEL, peer.key));
        assertThat(TestPeer.next(peer.controls).text("type")).contains("RESERVATION");
        return peer;
    }

    @Test
    @DisplayName("it is ready once it listens, has a directory and can note what it lets through")
    void it_becomes_ready() {
        Eventually.holds("ready", () -> RestAssured.get("/q/health/ready").statusCode() == 200);
        assertThat(RestAssured.get("/q/health/ready").asString())
                .contains("\"listening\": true")
                .contains("\"replay_log\": true");
    }

    @Test
    @DisplayName(
            "C19: an attachment is reported to planners at once, in the receiver's own signature")
    void attachments_are_reported() throws Exception {
        try (TopicReader reader = TopicReader.open(Topics.RELAY_REPORTS)) {
            TestPeer receiver = attached();
            var record =
                    reader.await(
                            each ->
                                    new String(each.value(), StandardCharsets.UTF_8)
                                            .contains(receiver.id.toString()),
                            Duration.ofSeconds(60));
            assertThat(record.key()).isEqualTo(relay.toString());
            JsonObject json = Json.parse(record.value()).orElseThrow();
            RelayReport report = RelayReport.verified(json).orElseThrow();
            assertThat(report.relay()).isEqualTo(relay);
            JsonObject attachment =
                    report.attachments().stream()
                            .filter(each -> each.text().contains(receiver.id.toString()))
                            .findFirst()
                            .orElseThrow();
            assertThat(
                            Attach.verified(attachment, relay, net.clock().instant())
                                    .orElseThrow()
                                    .peerId())
                    .isEqualTo(receiver.id);
        }
    }

    @Test
    @DisplayName("C33: a circuit shows in numbers and in introspection, no peer in metrics")
    void a_circuit_shows_in_numbers() throws Exception {
        TestPeer receiver = attached();
        TestPeer sender = connected();
        RelayDescriptor descriptor =
                RelayDescriptor.verified(
                                Json.parse(
                                                Files.readAllBytes(
                                                        folder.resolve("state/descriptor.json")))
                                        .orElseThrow(),
                                relay,
                                net.clock().instant())
                        .orElseThrow();
        HpkePublicKey onion = descriptor.onionKeys().getFirst().key();
        byte[] token =
                AdmissionToken.forLast(relay, receiver.id, net.grant(30), net.planner, net.random)
                        .bytes();
        HandshakeInitiator initiator = HandshakeInitiator.generate(false);
        OnionSetup setup =
                OnionSetup.build(
                        List.of(OnionHop.of(relay, onion, token)),
                        new OnionSetup.Receiver(receiver.id, onion),
                        12,
                        12,
                        net.clock().instant(),
                        initiator.ephemeralPublicKey(),
                        initiator);
        CircuitId id = CircuitId.random(net.random);
        sender.send(FrameType.HANDSHAKE, id, setup.packet());
        TestPeer.Seen asked = TestPeer.next(receiver.arrivals);
        receiver.link.sendClose(asked.circuit(), 10, xyz.blueblocks.wire.frame.CloseLimit.NONE);
        byte[] answer = sender.nextFrame(id).payload().bytes;
        assertThat(setup.answered(answer, 0, answer.length))
                .isEqualTo(new SetupAnswer.RefusedAt(1, 10));

        String seen = RestAssured.get("/api/v1/introspection").asString();
        assertThat(seen).contains(sender.id.toString()).contains(receiver.id.toString());
        String metrics = RestAssured.get("/q/metrics").asString();
        assertThat(metrics)
                .contains("blueblocks_relay_drops_total{reason=\"next_refused\"}")
                .contains("blueblocks_relay_links")
                .contains("blueblocks_relay_queue_age")
                .doesNotContain("12D3KooW");
    }

    @Test
    @DisplayName("C18: audit events of a relay hold counts, and no peer but the relay itself")
    void audit_events_hold_counts_only() {
        try (TopicReader reader = TopicReader.open(Topics.AUDIT_EVENTS)) {
            var record =
                    reader.await(
                            each ->
                                    new String(each.value(), StandardCharsets.UTF_8)
                                            .contains("relay.started"),
                            Duration.ofSeconds(60));
            AuditEvent event =
                    AuditEvent.fromJson(Json.parse(record.value()).orElseThrow()).orElseThrow();
            assertThat(event.subject()).isEqualTo(relay.toString());
            assertThat(event.source()).startsWith("urn:blueblocks:service:relay:");
        }
    }

    @Test
    @DisplayName("what the relay keeps is on its volume, readable by nobody else")
    void keys_are_private() throws Exception {
        for (String name : List.of("onion.keys", "encryption.key", "replay-a.log")) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(
                                            folder.resolve("state").resolve(name))))
                    .isEqualTo("rw-------");
        }
        assertThat(RestAssured.get("/api/v1/nothing").statusCode()).isEqualTo(404);
    }
}
