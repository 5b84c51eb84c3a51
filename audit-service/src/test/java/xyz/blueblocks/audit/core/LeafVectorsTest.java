package xyz.blueblocks.audit.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;

/// Every byte that the log keeps of one leaf, against another implementation of the specification.
class LeafVectorsTest {
    private static final JsonObject VECTOR = vector();

    private final MasterKey master = MasterKey.take(SecretBytes.take(bytes("master")));
    private final SubjectKey key = SubjectKey.take(SecretBytes.take(bytes("subject_key")));
    private final byte[] entry = text("entry").getBytes(StandardCharsets.UTF_8);

    @Test
    @DisplayName("X40: opening, commitment and sealed entry are those of the golden vector")
    void makes_the_golden_leaf() {
        Octets commitment = Octets.of(key.opening(octets("salt")).commitment(entry));
        assertThat(commitment).isEqualTo(octets("commitment"));
        assertThat(key.opening(octets("salt")).text()).isEqualTo(Text.base64url(bytes("opening")));
        assertThat(Octets.of(key.seal(octets("salt"), commitment, entry)))
                .isEqualTo(octets("sealed"));
        assertThat(key.open(octets("salt"), commitment, bytes("sealed"))).hasValue(entry);
    }

    @Test
    void makes_the_golden_tags_and_mark() {
        Octets eventTag = master.tag(TagKind.EVENT, text("source"), text("id"));
        assertThat(eventTag).isEqualTo(octets("event_tag"));
        assertThat(master.fingerprint(eventTag, entry)).isEqualTo(octets("fingerprint"));
        assertThat(master.tag(TagKind.SUBJECT, text("person"))).isEqualTo(octets("subject_tag"));
        assertThat(PartyName.tag(master, text("person"))).isEqualTo(octets("party_tag"));
        assertThat(master.tag(TagKind.RECORD, text("record"))).isEqualTo(octets("record_tag"));
        assertThat(master.ingestMark(text("mark_source"), entry)).isEqualTo(octets("mark"));
    }

    @Test
    void wraps_the_golden_key() {
        StoredSubject stored = master.wrapNew(octets("subject_tag"), octets("subject_ref"), key);
        assertThat(stored.wrapped()).isEqualTo(octets("wrapped"));
        try (SubjectKey unwrapped = master.unwrap(stored).orElseThrow()) {
            assertThat(unwrapped.opening(octets("salt"))).isEqualTo(key.opening(octets("salt")));
        }
    }

    @Test
    void tells_the_golden_message() {
        Verdict verdict =
                new EventJudge(master)
                        .judge(
                                new IncomingEvent(
                                        new EventPosition("topic", 0, 0),
                                        new byte[0],
                                        entry,
                                        Optional.empty()));
        LoggedMessage message =
                new LoggedMessage(
                        "log.example/audit",
                        7,
                        9,
                        Instant.parse("2026-03-01T12:00:01.250Z"),
                        ((Verdict.Accepted) verdict).event().openJson(),
                        octets("commitment"),
                        new LoggedMessage.Sealed(
                                octets("subject_ref"), octets("salt"), octets("sealed")));
        assertThat(message.toJson().text()).isEqualTo(text("log_message"));
    }

    private static byte[] bytes(String name) {
        return Text.parseHex(text(name)).orElseThrow();
    }

    private static Octets octets(String name) {
        return Octets.of(bytes(name));
    }

    private static String text(String name) {
        return VECTOR.text(name).orElseThrow();
    }

    private static JsonObject vector() {
        try (InputStream in =
                LeafVectorsTest.class.getResourceAsStream("/vectors/audit-leaf.json")) {
            byte[] file = Objects.requireNonNull(in).readAllBytes();
            List<JsonValue> vectors = Json.parse(file).orElseThrow().array("vectors").orElseThrow();
            assertThat(vectors).hasSize(1);
            return (JsonObject) vectors.getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
