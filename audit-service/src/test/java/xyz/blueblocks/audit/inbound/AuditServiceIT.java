package xyz.blueblocks.audit.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.audit.core.LogKey;
import xyz.blueblocks.audit.core.Samples;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.identity.BlueAddress;
import xyz.blueblocks.crypto.merkle.Checkpoint;
import xyz.blueblocks.servicekit.testing.TestInfra;
import xyz.blueblocks.servicekit.testing.TestPeer;
import xyz.blueblocks.servicekit.testing.TopicReader;
import xyz.blueblocks.wire.Topics;
import xyz.blueblocks.wire.audit.LogVerifier;
import xyz.blueblocks.wire.event.AuditEntry;
import xyz.blueblocks.wire.event.AuditEvent;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;

/// The whole service over HTTP and Kafka, as peers, services and strangers meet it.
@QuarkusTest
@WithTestResource(value = TestInfra.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = KeysAndDiscovery.class, scope = TestResourceScope.GLOBAL)
final class AuditServiceIT {
    private static final String ORIGIN = KeysAndDiscovery.ORIGIN;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TestHTTPResource("/")
    private URI base;

    private final TestPeer patient = TestPeer.stranger();
    private final TestPeer doctor = TestPeer.stranger();

    @Test
    @DisplayName(
            "H02, H06: a peer's event becomes an entry whose receipt verifies offline, for its parties")
    void a_peers_event_becomes_a_provable_entry() throws Exception {
        AuditEvent event = event(doctor, "evt-" + TestPeer.nonce().substring(0, 8));
        assertThat(
                        client().post(doctor, AuditClient.signed(doctor, List.of(event.toJson())))
                                .statusCode())
                .isEqualTo(202);
        HttpResponse<byte[]> receipt = client().receipt(doctor, event, "");
        LogVerifier.Verdict verdict = verifier().verify(receipt.body());
        assertThat(verdict).isInstanceOf(LogVerifier.Verdict.Verified.class);
        LogVerifier.Verdict.Verified verified = (LogVerifier.Verdict.Verified) verdict;
        assertThat(verified.event().text("id")).contains(event.id());
        assertThat(client().receipt(patient, event, "").body()).isEqualTo(receipt.body());
        assertThat(
                        new String(
                                client().receipt(doctor, event, "?format=tlog-proof").body(),
                                StandardCharsets.UTF_8))
                .startsWith("c2sp.org/tlog-proof@v1\nindex " + verified.leafIndex() + "\n");
        HttpResponse<byte[]> strangers =
                client().get(
                                TestPeer.stranger(),
                                AuditClient.receiptPath(event.source(), event.id()));
        HttpResponse<byte[]> nobodys =
                client().get(doctor, AuditClient.receiptPath(event.source(), "never"));
        assertThat(strangers.statusCode()).isEqualTo(404);
        assertThat(AuditClient.withoutNames(strangers))
                .isEqualTo(AuditClient.withoutNames(nobodys));
        assertThat(AuditClient.ids(client().get(patient, "api/v1/audit/entries")))
                .containsExactly(event.id());
        assertThat(
                        AuditClient.ids(
                                client().get(
                                                patient,
                                                "api/v1/audit/entries?record=rec_1&peer="
                                                        + doctor.id())))
                .containsExactly(event.id());
        assertThat(AuditClient.ids(client().get(TestPeer.stranger(), "api/v1/audit/entries")))
                .isEmpty();
    }

    @Test
    @DisplayName("H03: an event sent again by a new request is harmless")
    void a_repeat_is_harmless() throws Exception {
        AuditEvent event = event(doctor, "evt-again");
        for (int i = 0; i < 3; i++) {
            assertThat(
                            client().post(
                                            doctor,
                                            AuditClient.signed(doctor, List.of(event.toJson())))
                                    .statusCode())
                    .isEqualTo(202);
        }
        HttpResponse<byte[]> receipt = client().receipt(doctor, event, "");
        assertThat(verifier().verify(receipt.body()))
                .isInstanceOf(LogVerifier.Verdict.Verified.class);
        assertThat(AuditClient.ids(client().get(patient, "api/v1/audit/entries")))
                .containsExactly("evt-again");
    }

    @Test
    @DisplayName("H02, H21: who looks at the log is logged, allowed and denied")
    void its_own_decisions_are_logged() throws Exception {
        TestPeer reader = TestPeer.stranger();
        assertThat(client().get(reader, "api/v1/audit/entries").statusCode()).isEqualTo(200);
        assertThat(client().get(reader, "api/v1/audit/entries?limit=0").statusCode())
                .isEqualTo(400);
        Await.until(
                "own reads in the log",
                PATIENCE,
                () -> {
                    List<JsonObject> seen =
                            AuditClient.events(client().get(reader, "api/v1/audit/entries"))
                                    .stream()
                                    .map(each -> each.object("data").orElseThrow())
                                    .filter(data ->
                                            data.text("action").equals(Optional.of("audit.read")))
                                    .toList();
                    return seen.stream().anyMatch(data -> data.bool("success").orElseThrow())
                            && seen.stream().anyMatch(data -> !data.bool("success").orElseThrow());
                });
    }

    @Test
    void refuses_events_that_are_not_the_callers_own_or_not_whole() throws Exception {
        AuditEvent own = event(doctor, "evt-1");
        JsonObject foreign = event(patient, "evt-2").toJson();
        JsonObject incomplete =
                own.toJson().with("data", own.data().toJson().without("access_reason"));
        JsonObject plain =
                own.toJson()
                        .with(
                                "data",
                                own.data()
                                        .toJson()
                                        .with("ip_hash", Json.text("sha256:" + "00".repeat(32))));
        JsonObject logged =
                own.toJson()
                        .with(
                                "data",
                                own.data().toJson().with("block_height", new JsonValue.Num(1)));
        for (JsonObject bad : List.of(foreign, incomplete, plain, logged)) {
            HttpResponse<byte[]> answer =
                    client().post(doctor, AuditClient.signed(doctor, List.of(own.toJson(), bad)));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(AuditClient.json(answer).text("message").orElseThrow())
                    .contains("events[1]");
        }
        assertThat(client().post(doctor, new byte[] {'{'}).statusCode()).isEqualTo(400);
        assertThat(
                        client().post(doctor, AuditClient.signed(patient, List.of(foreign)))
                                .statusCode())
                .isEqualTo(403);
        byte[] tampered = AuditClient.signed(doctor, List.of(own.toJson()));
        tampered[tampered.length / 2] ^= 1;
        assertThat(client().post(doctor, tampered).statusCode()).isIn(400, 401);
    }

    @Test
    void refuses_a_request_used_before_or_too_old() throws Exception {
        byte[] request = AuditClient.signed(doctor, List.of(event(doctor, "evt-once").toJson()));
        assertThat(client().post(doctor, request).statusCode()).isEqualTo(202);
        assertThat(AuditClient.json(client().post(doctor, request)).text("error_code"))
                .contains("E015");
        byte[] old =
                AuditClient.signed(
                        doctor,
                        List.of(event(doctor, "evt-old").toJson()),
                        Instant.now().minusSeconds(125));
        assertThat(AuditClient.json(client().post(doctor, old)).text("error_code"))
                .contains("E015");
    }

    @Test
    void entries_and_receipts_want_a_token_and_a_proof() throws Exception {
        for (String path : List.of("api/v1/audit/entries", "api/v1/audit/receipt/a/b")) {
            assertThat(client().open(path).statusCode()).isEqualTo(401);
        }
    }

    @Test
    @DisplayName(
            "H05: checkpoint, tiles, bundles and proofs are there for everybody, immutable where fixed")
    void everybody_may_check_the_log() throws Exception {
        try (TopicReader told = TopicReader.open(Topics.AUDIT_CHECKPOINTS)) {
            AuditEvent event = event(doctor, "evt-tiles");
            assertThat(
                            client().post(
                                            doctor,
                                            AuditClient.signed(doctor, List.of(event.toJson())))
                                    .statusCode())
                    .isEqualTo(202);
            client().receipt(doctor, event, "");
            Checkpoint signed = checkpoint();
            assertThat(signed.origin()).isEqualTo(ORIGIN);
            int width = (int) Math.min(255, signed.size());
            HttpResponse<byte[]> tile = client().open("tile/0/000.p/" + width);
            assertThat(tile.statusCode()).isEqualTo(200);
            assertThat(tile.body()).hasSize(width * 32);
            assertThat(tile.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
            assertThat(client().open("tile/entries/000.p/" + width).body()).hasSize(width * 34);
            assertThat(client().open("tile/0/000.p/0").statusCode()).isEqualTo(404);
            assertThat(client().open("tile/64/000").statusCode()).isEqualTo(404);
            assertThat(client().open("tile/0/x009/999").statusCode()).isEqualTo(404);
            assertThat(client().open("tile/0/..%2f000").statusCode()).isIn(400, 404);
            JsonObject inclusion =
                    AuditClient.json(
                            client().open(
                                            "api/v1/audit/proof/inclusion?leaf=0&size="
                                                    + signed.size()));
            assertThat(inclusion.text("root_hash")).contains("sha256:" + Text.hex(signed.root()));
            JsonObject growth =
                    AuditClient.json(
                            client().open(
                                            "api/v1/audit/proof/consistency?from=1&to="
                                                    + signed.size()));
            assertThat(growth.text("root_hash")).contains("sha256:" + Text.hex(signed.root()));
            for (String bad :
                    List.of(
                            "inclusion?leaf=-1",
                            "inclusion?leaf=x",
                            "inclusion",
                            "consistency?to=1")) {
                assertThat(client().open("api/v1/audit/proof/" + bad).statusCode())
                        .as(bad)
                        .isEqualTo(400);
            }
            assertThat(client().open("api/v1/audit/proof/inclusion?leaf=999999").statusCode())
                    .isEqualTo(404);
            told.await(
                    record ->
                            new String(record.value(), StandardCharsets.UTF_8)
                                    .startsWith(ORIGIN + "\n" + signed.size() + "\n"),
                    PATIENCE);
        }
    }

    @Test
    void tells_operators_how_it_is() throws Exception {
        Await.until("ready", PATIENCE, () -> client().open("q/health/ready").statusCode() == 200);
        assertThat(client().open("q/health/live").statusCode()).isEqualTo(200);
        String metrics = new String(client().open("q/metrics").body(), StandardCharsets.UTF_8);
        assertThat(metrics)
                .contains("blueblocks_audit_tree_size_entries")
                .contains("blueblocks_audit_lag_events")
                .contains("blueblocks_audit_dead_letters_events_total{reason=\"CONFLICT\"");
    }

    private AuditClient client() {
        return new AuditClient(base);
    }

    private AuditEvent event(TestPeer producer, String id) {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        return new AuditEvent(
                id,
                AuditEvent.peerSource(producer.id()),
                now,
                "rec_1",
                new AuditEntry(
                        "log_" + id,
                        now,
                        "read",
                        Optional.of("rec_1"),
                        Optional.of(BlueAddress.of(patient.id().publicKey())),
                        Optional.of(BlueAddress.of(doctor.id().publicKey())),
                        Optional.empty(),
                        Optional.of("treatment"),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        Optional.empty()));
    }

    private Checkpoint checkpoint() {
        String note = new String(client().open("checkpoint").body(), StandardCharsets.UTF_8);
        return verifier().checkpoint(note).orElseThrow();
    }

    private static LogVerifier verifier() {
        try (LogKey key = Samples.logKey(ORIGIN)) {
            return LogVerifier.of(key.noteKey());
        }
    }
}
