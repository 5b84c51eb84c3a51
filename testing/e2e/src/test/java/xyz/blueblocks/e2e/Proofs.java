package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.merkle.Checkpoint;
import xyz.blueblocks.crypto.merkle.NoteKey;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.wire.audit.AuditBundle;
import xyz.blueblocks.wire.audit.LogVerifier;
import xyz.blueblocks.wire.audit.LogVerifier.Verdict;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;

/// What somebody keeps who does not want to depend on the log's goodwill: files. Fetching talks to
/// the log; verifying reads files and nothing else.
final class Proofs {
    private static final String HASH_PREFIX = "sha256:";

    private Proofs() {}

    /// The log's newest signed note.
    static String newestCheckpoint() {
        Door.Answer answer = Door.of(ServiceKind.AUDIT).get("/checkpoint");
        assertThat(answer.status()).isEqualTo(200);
        return answer.text();
    }

    /// Keeps proofs that the log grew from `before` to the bundle's checkpoint, and from there to
    /// the newest one.
    static void keepGrowth(Path folder, String before, Path bundle) throws IOException {
        String covered = AuditBundle.parse(Files.readAllBytes(bundle)).orElseThrow().checkpoint();
        keep(folder.resolve(bundle.getFileName() + ".since"), before, covered);
        keep(folder.resolve(bundle.getFileName() + ".until"), covered, newestCheckpoint());
    }

    private static void keep(Path file, String older, String newer) throws IOException {
        String path = "/api/v1/audit/proof/consistency?from=" + size(older) + "&to=" + size(newer);
        Door.Answer answer = Door.of(ServiceKind.AUDIT).get(path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        JsonObject kept =
                answer.json().orElseThrow().toBuilder()
                        .put("older", older)
                        .put("newer", newer)
                        .build();
        Files.write(file, kept.canonical());
    }

    /// The size that a note names; unverified.
    private static String size(String note) {
        return note.lines().skip(1).findFirst().orElseThrow();
    }

    /// Verifies all kept growth proofs; each must also fail with a wrong hash and backwards.
    ///
    /// @return how many there were
    static int verifyGrowth(Path folder, String logKey) throws IOException {
        LogVerifier verifier = LogVerifier.of(logKey).orElseThrow();
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            JsonObject kept = Json.parse(Files.readAllBytes(file)).orElseThrow();
            String older = kept.text("older").orElseThrow();
            String newer = kept.text("newer").orElseThrow();
            List<byte[]> hashes =
                    kept.array("hashes").orElseThrow().stream()
                            .map(JsonValue.Text.class::cast)
                            .map(text -> text.value().substring(HASH_PREFIX.length()))
                            .map(hex -> Text.parseHex(hex).orElseThrow())
                            .toList();
            assertThat(verifier.consistent(older, newer, hashes)).as(file.toString()).isTrue();
            if (!older.equals(newer)) {
                assertThat(verifier.consistent(newer, older, hashes)).isFalse();
            }
            if (!hashes.isEmpty()) {
                hashes.getFirst()[0] ^= 1;
                assertThat(verifier.consistent(older, newer, hashes)).isFalse();
            }
        }
        return files.size();
    }

    static JsonObject eventOf(Path bundle) throws IOException {
        return AuditBundle.parse(Files.readAllBytes(bundle)).orElseThrow().event();
    }

    /// Verifies a bundle and what it speaks of; it must fail once a byte of its event is another.
    static void verifyEntry(Path bundle, String logKey, String recordId) throws IOException {
        byte[] file = Files.readAllBytes(bundle);
        LogVerifier verifier = LogVerifier.of(logKey).orElseThrow();
        Verdict verdict = verifier.verify(file);
        assertThat(verdict).isInstanceOf(Verdict.Verified.class);
        JsonObject event = ((Verdict.Verified) verdict).event();
        assertThat(event.object("data").orElseThrow().text("record_id")).contains(recordId);
        Checkpoint signed = ((Verdict.Verified) verdict).checkpoint();
        assertThat(signed.origin()).isEqualTo(NoteKey.parse(logKey).orElseThrow().name());

        String forged =
                new String(file, StandardCharsets.UTF_8)
                        .replace("\"success\":true", "\"success\":false");
        assertThat(verifier.verify(forged.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Verdict.Refused.class);
    }
}
