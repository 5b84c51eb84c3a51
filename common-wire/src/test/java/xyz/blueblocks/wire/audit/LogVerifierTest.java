package xyz.blueblocks.wire.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.merkle.Checkpoint;
import xyz.blueblocks.crypto.merkle.MerkleHash;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;

/// The offline verifier against a bundle that another implementation made, and against every change
/// of it.
class LogVerifierTest {
    private static final JsonObject VECTOR = vector();
    private static final byte[] FILE = VECTOR.object("bundle").orElseThrow().canonical();
    private static final LogVerifier VERIFIER = LogVerifier.of(text("vkey")).orElseThrow();

    @Test
    @DisplayName(
            "H06, H25: a bundle made by another implementation verifies from file and pinned key")
    void verifies_the_golden_bundle() {
        LogVerifier.Verdict.Verified verified =
                (LogVerifier.Verdict.Verified) VERIFIER.verify(FILE);
        assertThat(verified.leafIndex()).isEqualTo(1);
        assertThat(verified.checkpoint().size()).isEqualTo(3);
        assertThat(verified.event().text("id")).contains("evt-0001");
    }

    @Test
    @DisplayName("X40: opening, commitment and leaf hash are those of the golden vector")
    void computes_the_golden_leaf() {
        byte[] opening = HexFormat.of().parseHex(text("opening"));
        byte[] entry = text("entry").getBytes(StandardCharsets.UTF_8);
        byte[] commitment = LeafOpening.of(opening).commitment(entry);
        assertThat(HexFormat.of().formatHex(commitment)).isEqualTo(text("commitment"));
        assertThat(HexFormat.of().formatHex(MerkleHash.leaf(commitment)))
                .isEqualTo(text("leaf_hash"));
    }

    @Test
    void writes_what_it_reads_and_the_golden_tlog_proof() {
        AuditBundle bundle = AuditBundle.parse(FILE).orElseThrow();
        assertThat(bundle.toJson().canonical()).isEqualTo(FILE);
        assertThat(bundle.tlogProof()).isEqualTo(text("tlog_proof"));
        assertThat(bundle.toString()).isEqualTo("AuditBundle[leaf 1]");
    }

    @Test
    @DisplayName("H06: one changed bit anywhere in a bundle refuses it")
    void refuses_any_changed_bit() {
        for (int bit = 0; bit < FILE.length * 8; bit++) {
            byte[] bad = FILE.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(VERIFIER.verify(bad))
                    .as("bit %d of byte %d", bit % 8, bit / 8)
                    .isInstanceOf(LogVerifier.Verdict.Refused.class);
        }
    }

    @Test
    void refuses_every_shorter_file() {
        for (int length = 0; length < FILE.length; length++) {
            assertThat(cause(Arrays.copyOf(FILE, length))).isEqualTo(LogVerifier.Cause.FORMAT);
        }
    }

    @Test
    @DisplayName("H06: says which step failed")
    void says_which_step_failed() {
        JsonObject bundle = Json.parse(FILE).orElseThrow();
        JsonObject event = bundle.object("event").orElseThrow();
        JsonObject data = event.object("data").orElseThrow();
        List<String> proof = List.of("sha256:" + "00".repeat(32), "sha256:" + "00".repeat(32));
        assertThat(cause(bundle.with("version", new JsonValue.Num(2))))
                .isEqualTo(LogVerifier.Cause.FORMAT);
        assertThat(cause(bundle.with("leaf_index", new JsonValue.Num(3))))
                .isEqualTo(LogVerifier.Cause.NOT_COVERED);
        assertThat(cause(bundle.with("leaf_index", new JsonValue.Num(2))))
                .isEqualTo(LogVerifier.Cause.PROOF);
        assertThat(cause(bundle.toBuilder().putTexts("inclusion_proof", proof).build()))
                .isEqualTo(LogVerifier.Cause.PROOF);
        assertThat(
                        cause(
                                bundle.with(
                                        "event",
                                        event.with(
                                                "data", data.with("action", Json.text("write"))))))
                .isEqualTo(LogVerifier.Cause.ENTRY);
        assertThat(
                        cause(
                                bundle.with(
                                        "event",
                                        event.with(
                                                "data",
                                                data.with("block_height", new JsonValue.Num(4))))))
                .isEqualTo(LogVerifier.Cause.ENTRY);
        assertThat(cause(bundle.with("event", event.without("data"))))
                .isEqualTo(LogVerifier.Cause.ENTRY);
    }

    @Test
    @DisplayName(
            "H05: a checkpoint of another key, or of the same key under another name, is refused")
    void refuses_checkpoints_of_others() {
        JsonObject bundle = Json.parse(FILE).orElseThrow();
        byte[] root = HexFormat.of().parseHex(text("root"));
        for (String note :
                List.of(
                        Checkpoint.of("log.example/audit", 3, root).sign(key(9)),
                        Checkpoint.of("other.example/log", 3, root).sign(key(0x4c)))) {
            assertThat(cause(bundle.with("checkpoint", Json.text(note))))
                    .isEqualTo(LogVerifier.Cause.CHECKPOINT);
        }
        // A genuine checkpoint of the same size and another root: a split view.
        String forged = Checkpoint.of("log.example/audit", 3, new byte[32]).sign(key(0x4c));
        assertThat(cause(bundle.with("checkpoint", Json.text(forged))))
                .isEqualTo(LogVerifier.Cause.PROOF);
    }

    @Test
    @DisplayName("H06: two checkpoints are consistent only by a right proof, in the right order")
    void judges_growth_between_two_checkpoints() {
        byte[] first = MerkleHash.leaf(new byte[] {1});
        byte[] second = MerkleHash.leaf(new byte[] {2});
        String older = Checkpoint.of("log.example/audit", 1, first).sign(key(0x4c));
        String newer =
                Checkpoint.of("log.example/audit", 2, MerkleHash.node(first, second))
                        .sign(key(0x4c));
        assertThat(VERIFIER.consistent(older, newer, List.of(second))).isTrue();
        assertThat(VERIFIER.consistent(newer, older, List.of(second))).isFalse();
        assertThat(VERIFIER.consistent(older, newer, List.of(first))).isFalse();
        assertThat(VERIFIER.consistent(older, newer, new ArrayList<>())).isFalse();
        assertThat(VERIFIER.consistent("", newer, List.of(second))).isFalse();
        assertThat(LogVerifier.of("no vkey")).isEmpty();
    }

    private static LogVerifier.Cause cause(JsonObject bundle) {
        return cause(bundle.canonical());
    }

    private static LogVerifier.Cause cause(byte[] file) {
        return ((LogVerifier.Verdict.Refused) VERIFIER.verify(file)).cause();
    }

    private static Ed25519PrivateKey key(int fill) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) fill);
        try (SecretBytes secret = SecretBytes.take(seed)) {
            return Ed25519PrivateKey.fromSeed(secret);
        }
    }

    private static String text(String name) {
        return VECTOR.text(name).orElseThrow();
    }

    private static JsonObject vector() {
        try (InputStream in =
                LogVerifierTest.class.getResourceAsStream("/vectors/audit-bundle.json")) {
            byte[] file = Objects.requireNonNull(in).readAllBytes();
            List<JsonValue> vectors = Json.parse(file).orElseThrow().array("vectors").orElseThrow();
            assertThat(vectors).hasSize(1);
            return (JsonObject) vectors.getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
