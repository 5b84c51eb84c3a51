package xyz.blueblocks.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static xyz.blueblocks.wire.message.GoldenMessages.json;
import static xyz.blueblocks.wire.message.GoldenMessages.outcome;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.testing.Identity;

/// Rules of what goes through a session: DATA, its heads, handshakes and acknowledgements.
class ContentRulesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_705_420_800);

    @Test
    @DisplayName("E02: a nonce or tag of another length, and base64 of another spelling, are E010")
    void data_members_have_one_spelling() {
        JsonObject data = json("data");
        for (String nonce :
                List.of("00".repeat(11), "00".repeat(13), "0".repeat(23), "AA".repeat(12))) {
            assertThat(outcome(DataMessage.fromJson(data.with("nonce", Json.text(nonce)))))
                    .isEqualTo("E010");
        }
        assertThat(outcome(DataMessage.fromJson(data.with("auth_tag", Json.text("00".repeat(15))))))
                .isEqualTo("E010");
        for (String payload : List.of("AA", "AA=", "AB==", "A-_=", "AAAA\n", "====", "AA==AA==")) {
            assertThat(outcome(DataMessage.fromJson(data.with("payload", Json.text(payload)))))
                    .as(payload)
                    .isEqualTo("E010");
        }
        assertThat(outcome(DataMessage.fromJson(data.with("payload", Json.text("")))))
                .isEqualTo("ok");
    }

    @Test
    @DisplayName("E02, X08: DATA holds 1 MiB of payload in JSON, and one byte more is E011")
    void data_holds_one_mebibyte() {
        DataMessage empty =
                DataMessage.unsealed(
                        "m1",
                        "application/octet-stream",
                        Identity.PATIENT.peer(),
                        Identity.PROVIDER.peer(),
                        NOW);
        try (Ed25519PrivateKey key = Identity.PATIENT.key()) {
            DataMessage full = empty.sealed(new byte[12], new byte[1 << 20], new byte[16]);
            byte[] bytes = SignedJson.sign(full.toJson(), DataMessage.LABEL, key).canonical();
            JsonObject read = Json.parse(bytes, 2 * 1024 * 1024).orElseThrow();
            assertThat(DataMessage.fromJson(read).orElseThrow().payloadBytes()).hasSize(1 << 20);
            assertThat(DataMessage.aad(read)).isEqualTo(DataMessage.aad(empty.toJson()));
            JsonObject tooMuch = read.with("payload", Json.text(full.payload() + "AAAA"));
            assertThat(outcome(DataMessage.fromJson(tooMuch))).isEqualTo("E011");
        }
    }

    @Test
    void the_head_of_a_message_is_not_its_json_form() {
        JsonObject head = json("message-head");
        assertThat(outcome(MessageHead.fromJson(head.with("payload", Json.text("")))))
                .isEqualTo("E010");
        assertThat(outcome(MessageHead.fromJson(json("data")))).isEqualTo("E010");
        assertThat(outcome(DataMessage.fromJson(head))).isEqualTo("E010");
    }

    @Test
    void the_core_of_an_answer() {
        JsonObject ack = json("handshake-ack");
        byte[] core = HandshakeAck.core(ack);
        assertThat(Json.parse(core)).isEqualTo(Decoded.ok(ack.without("transcript", "signature")));
        HandshakeAck read = HandshakeAck.fromJson(ack).orElseThrow();
        assertThat(HandshakeAck.core(read.withTranscript(new byte[32]).toJson())).isEqualTo(core);
        assertThat(read.kemCiphertextBytes()).hasSize(1088);
        assertThat(read.ephemeralKeyBytes()).hasSize(32);
        assertThat(read.transcriptBytes()).hasSize(32);
        assertThat(Handshake.fromJson(json("handshake")).orElseThrow().kemKeyBytes()).hasSize(1184);
    }

    @Test
    void acknowledgements_are_of_one_thing() {
        JsonObject file = json("data-ack-accepted");
        JsonObject whole = json("data-ack-complete");
        assertThat(outcome(DataAck.fromJson(file.with("message_id", Json.text("m")))))
                .isEqualTo("E010");
        assertThat(outcome(DataAck.fromJson(file.without("file_id")))).isEqualTo("E010");
        assertThat(outcome(DataAck.fromJson(file.without("received")))).isEqualTo("E010");
        assertThat(outcome(DataAck.fromJson(file.with("error_code", Json.text("E002")))))
                .isEqualTo("E010");
        assertThat(outcome(DataAck.fromJson(whole.without("pq")))).isEqualTo("E010");
        assertThat(outcome(DataAck.fromJson(whole.with("status", Json.text("done")))))
                .isEqualTo("E010");
        assertThatThrownBy(() ->
                        new DataAck(
                                DataAck.Status.COMPLETE,
                                Identity.PATIENT.peer(),
                                Identity.PROVIDER.peer(),
                                new DataAck.Subject.OfMessage("m"),
                                "blake3:" + "0".repeat(64),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                NOW))
                .hasMessageContaining("status complete");
    }

    @Test
    @DisplayName("C09: bitmaps of chunks have one spelling, chunk 0 the highest bit")
    void bitmaps_have_one_spelling() {
        long seed = 5;
        Random random = new Random(seed);
        for (int total : new int[] {1, 2, 7, 8, 9, 50, 5120, 16_384}) {
            BitSet held = new BitSet();
            for (int i = 0; i < total; i++) {
                held.set(i, random.nextBoolean());
            }
            String text = ChunkBitmap.write(held, total);
            assertThat(ChunkBitmap.read(text, total)).as("seed %d", seed).contains(held);
            assertThat(ChunkBitmap.read(text, total + 8)).isEmpty();
        }
        BitSet first = new BitSet();
        first.set(0);
        assertThat(ChunkBitmap.write(first, 50)).isEqualTo("gAAAAAAAAA");
        assertThat(ChunkBitmap.read("_w", 7)).isEmpty();
        assertThat(ChunkBitmap.read("_w==", 8)).isEmpty();
        assertThat(ChunkBitmap.read("", 1)).isEmpty();
    }
}
