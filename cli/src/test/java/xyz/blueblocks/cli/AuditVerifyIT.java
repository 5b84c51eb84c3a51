package xyz.blueblocks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.merkle.Checkpoint;
import xyz.blueblocks.crypto.merkle.MerkleHash;
import xyz.blueblocks.crypto.merkle.NoteKey;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.wire.audit.AuditBundle;
import xyz.blueblocks.wire.audit.LeafOpening;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;

/// Proofs made with a log key of the test's own; the log they are from has one entry.
final class AuditVerifyIT {
    private static final String ORIGIN = "log.example/audit";

    @TempDir Path home;
    private String logKey = "";
    private Path proof = Path.of("");
    private Bb bb = new Bb(Path.of("/nonexistent"));

    @BeforeEach
    void logOneEntry() throws IOException {
        bb = new Bb(home);
        try (Ed25519PrivateKey log = Ed25519PrivateKey.generate()) {
            logKey = new NoteKey(ORIGIN, log.publicKey()).text();
            proof = write("proof.json", bundle(log).toJson());
        }
    }

    private Path write(String name, JsonObject json) throws IOException {
        return Files.writeString(home.resolve(name), json.text());
    }

    private static JsonObject event(JsonValue height, JsonValue hash) {
        JsonObject data =
                Json.object()
                        .put("log_id", "log_1")
                        .put("timestamp", "2026-11-20T08:00:00Z")
                        .put("action", "transfer.send")
                        .put("record_id", "rec_\u001b[2Jabc")
                        .put("patient_address", JsonValue.Null.NULL)
                        .put("accessor_address", JsonValue.Null.NULL)
                        .put("accessor_npi", JsonValue.Null.NULL)
                        .put("access_reason", "second opinion")
                        .put("ip_hash", JsonValue.Null.NULL)
                        .put("success", true)
                        .put("block_height", height)
                        .put("tx_hash", hash)
                        .build();
        return Json.object()
                .put("specversion", "1.0")
                .put("id", "evt-1")
                .put("source", "urn:blueblocks:service:discovery:0")
                .put("type", "xyz.blueblocks.audit.v1")
                .put("time", "2026-11-20T08:00:00Z")
                .put("subject", "rec")
                .put("datacontenttype", "application/json")
                .put("data", data)
                .build();
    }

    private static AuditBundle bundle(Ed25519PrivateKey log) {
        LeafOpening opening = LeafOpening.of(new byte[LeafOpening.BYTES]);
        byte[] committed = event(JsonValue.Null.NULL, JsonValue.Null.NULL).canonical();
        byte[] leaf = MerkleHash.leaf(opening.commitment(committed));
        JsonObject logged = event(new JsonValue.Num(1), Json.text("0x" + Text.hex(leaf)));
        String checkpoint = Checkpoint.of(ORIGIN, 1, leaf).sign(log);
        return AuditBundle.of(logged, opening, 0, List.of(), checkpoint);
    }

    @Test
    void a_proof_is_checked_from_its_file_and_a_key_alone() {
        Bb.Result result = bb.run("audit", "verify", proof.toString(), "--log-key", logKey);

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("verified, entry 0 of 1", "second opinion");
        assertThat(result.out()).doesNotContain("\u001b");
    }

    @Test
    void json_holds_the_entry_and_its_place() {
        JsonObject json =
                bb.run("audit", "verify", proof.toString(), "--log-key", logKey, "--json").json();

        JsonObject first = (JsonObject) json.array("verified").orElseThrow().getFirst();
        assertThat(first.integer("tree_size")).hasValue(1);
        assertThat(first.text("origin")).contains(ORIGIN);
        assertThat(first.object("event")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"second opinion", "transfer.send", "08:00:00Z"})
    void one_changed_word_of_the_entry_is_an_integrity_failure(String word) throws IOException {
        String changed =
                Files.readString(proof).replace(word, word.replace('e', 'x').replace('8', '9'));
        Path forged = Files.writeString(home.resolve("forged.json"), changed);

        Bb.Result result = bb.run("audit", "verify", forged.toString(), "--log-key", logKey);

        assertThat(changed).isNotEqualTo(Files.readString(proof));
        assertThat(result.exit()).isEqualTo(6);
        assertThat(result.err()).contains("proves nothing");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void another_logs_key_and_a_broken_file_are_integrity_failures() throws IOException {
        String other;
        try (Ed25519PrivateKey log = Ed25519PrivateKey.generate()) {
            other = new NoteKey(ORIGIN, log.publicKey()).text();
        }
        Path garbage = Files.write(home.resolve("garbage"), new byte[100_000]);
        Stream.of(
                        bb.run("audit", "verify", proof.toString(), "--log-key", other),
                        bb.run("audit", "verify", garbage.toString(), "--log-key", logKey))
                .forEach(result -> assertThat(result.exit()).isEqualTo(6));
    }

    @Test
    void the_key_that_the_profile_pinned_is_taken_without_a_passphrase() throws IOException {
        Bb joined = Joined.network(bb, home, logKey);

        assertThat(joined.run("audit", "verify", proof.toString(), "-p", "anna").exit()).isZero();
        Bb.Result nobody = bb.run("audit", "verify", proof.toString(), "-p", "nobody");
        assertThat(nobody.exit()).isEqualTo(3);
        assertThat(nobody.err()).contains("--log-key");
        Bb.Result nothing = bb.run("audit", "verify", home + "/none", "--log-key", logKey);
        assertThat(nothing.exit()).isEqualTo(3);
    }
}
