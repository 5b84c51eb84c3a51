package xyz.blueblocks.crypto.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static xyz.blueblocks.crypto.GoldenFile.constant;
import static xyz.blueblocks.crypto.GoldenFile.hex;
import static xyz.blueblocks.crypto.GoldenFile.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.GoldenFile;
import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Vectors;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.kdf.Hkdf;

/// vectors/session.json, specified in docs/spec/session.md and docs/spec/transfer-crypto.md.
class SessionVectorsTest {
    private static final byte[] HANDSHAKE = "{\"type\":\"HANDSHAKE\"}".getBytes(UTF_8);
    private static final byte[] CORE = "{\"type\":\"HANDSHAKE_ACK\"}".getBytes(UTF_8);
    private static final byte[] AAD = "{\"type\":\"DATA\"}".getBytes(UTF_8);
    private static final int C = 1280;

    @Test
    @DisplayName(
            "D02, D03, D14, X16: key schedule, transcript, answer, records, rekey, file and data keys are as in the golden file")
    void sessions_are_golden() {
        ObjectNode file = GoldenFile.object();
        file.put("about", "docs/spec/session.md; cells of k = 10 on a circuit without relays");
        ArrayNode schedules = file.putArray("key_schedules");
        for (AeadSuite suite : AeadSuite.values()) {
            for (int ss : new int[] {0, 32}) {
                schedule(schedules.addObject(), suite, ss);
            }
        }
        ArrayNode answers = file.putArray("answers");
        for (int h = 0; h <= 5; h += 5) {
            answer(answers.addObject(), h);
        }
        ArrayNode sequences = file.putArray("record_sequences");
        for (AeadSuite suite : AeadSuite.values()) {
            records(sequences.addObject(), suite);
        }
        ArrayNode padme = file.putArray("padme");
        for (long n : new long[] {0, 1, 2, 3, 4, 7, 8, 9, 15, 17, 33, 100, 1000, 4097, 1 << 20}) {
            padme.addArray().add(n).add(Padme.cells(n));
        }
        assertThat(schedules).hasSize(4);
        assertThat(answers).hasSize(2);
        assertThat(sequences).hasSize(2);
        assertThat(padme).hasSize(15);
        GoldenFile.check("session.json", file);
    }

    private static void schedule(ObjectNode node, AeadSuite suite, int ssBytes) {
        SecretBytes ss = secret("ss", ssBytes);
        byte[] eR = constant("e_r", 32);
        HandshakeSecrets secrets = new HandshakeSecrets(secret("es", 32), secret("ee", 32));
        byte[] th = Transcript.of(HANDSHAKE, CORE);
        SecretBytes session = secrets.session(th, ss, suite);
        node.put("cipher", suite.wireName());
        node.put("es", hex(constant("es", 32)));
        node.put("ee", hex(constant("ee", 32)));
        node.put("ss", hex(ss));
        node.put("e_r", hex(eR));
        node.put("handshake", new String(HANDSHAKE, UTF_8));
        node.put("ack_core", new String(CORE, UTF_8));
        node.put("k_ack_n_ack", hex(secrets.ackKeys(eR)));
        node.put("th", hex(th));
        node.put("s_i2r", hex(session.slice(0, 32)));
        node.put("s_r2i", hex(session.slice(32, 64)));
        SecretBytes exporter = session.slice(64, 96);
        node.put("exporter", hex(exporter));
        SessionKeys keys =
                SessionKeys.initiator(
                        session, new SessionOrigin(suite, th, ssBytes > 0), new DirectLayers(C), 0);
        byte[] fileId = constant("file id", 16);
        node.put("file_id", hex(fileId));
        node.put("file_key", hex(keys.fileKey(fileId)));
        SecretBytes dataKey =
                Hkdf.expand(exporter, Labels.of("bb/data-key/v1", "msg_1".getBytes(UTF_8)), 32);
        DataCipher.Sealed sealed = keys.dataCipher("msg_1").seal(constant("nonce", 12), AAD, CORE);
        node.put("message_id", "msg_1");
        node.put("data_key", hex(dataKey));
        node.put("data_nonce", hex(sealed.nonce()));
        node.put("data_aad", new String(AAD, UTF_8));
        node.put("data_plaintext", hex(CORE));
        node.put("data_ciphertext", hex(sealed.ciphertext()));
        node.put("data_tag", hex(sealed.tag()));
    }

    private static void answer(ObjectNode node, int relays) {
        SecretBytes keys = secret("ack keys", 44);
        byte[] eR = constant("e_r", 32);
        byte[] answer = HandshakeAnswer.seal(keys, eR, relays, CORE);
        node.put("relays", relays);
        node.put("k_ack_n_ack", hex(keys));
        node.put("e_r", hex(eR));
        node.put("message", new String(CORE, UTF_8));
        node.put("answer", hex(answer));
        assertThat(HandshakeAnswer.open(keys, answer, 0, relays)).contains(CORE);
    }

    private static RecordRatchet ratchet(AeadSuite suite) {
        return new RecordRatchet(suite, secret("s", 32), C, 0);
    }

    private static void records(ObjectNode node, AeadSuite suite) {
        RecordSealer sealer = new RecordSealer(ratchet(suite), new DirectLayers(C), 1L << 40);
        node.put("cipher", suite.wireName());
        SecretBytes s = secret("s", 32);
        SecretBytes next = Hkdf.expand(s, Labels.of("bb/rekey/v1"), 32);
        node.put("s", hex(s));
        node.put("k_n", hex(Hkdf.expand(s, Labels.of("bb/record/v1"), 44)));
        node.put("next_s", hex(next));
        node.put("next_k_n", hex(Hkdf.expand(next, Labels.of("bb/record/v1"), 44)));
        ArrayNode records = node.putArray("records");
        OutgoingMessage data = sealer.message(3);
        byte[] body = constant("body", 1500);
        record(records, "DATA, first", c -> data.seal(body, 0, 1216, false, c, 0, 0));
        record(records, "padding", c -> sealer.padding(c, 0, 0));
        record(
                records,
                "DATA, last, rekey (after 15 minutes)",
                c -> data.seal(body, 1216, 284, true, c, 0, 900_000));
        record(
                records,
                "DATA_ACK of no bytes, under the next key",
                c -> sealer.seal(4, body, 0, 0, c, 0, 900_000));
    }

    private static void record(
            ArrayNode to, String what, java.util.function.Consumer<byte[]> seal) {
        byte[] cell = new byte[C];
        seal.accept(cell);
        to.addObject().put("what", what).put("record", hex(cell));
    }

    @Test
    @DisplayName("X16, D14: the golden records open to the golden body")
    void golden_records_open() {
        int opened = 0;
        for (JsonNode sequence : Vectors.json("session.json").get("record_sequences")) {
            AeadSuite suite = AeadSuite.ofWireName(sequence.get("cipher").asText()).orElseThrow();
            RecordOpener opener = new RecordOpener(ratchet(suite), new DirectLayers(C), 1L << 40);
            byte[] body = new byte[1500];
            int at = 0;
            for (JsonNode record : sequence.get("records")) {
                byte[] cell = Vectors.hex(record, "record");
                OpenedRecord got = opener.open(cell, 0, C, 0);
                if (got instanceof OpenedRecord.Fragment f) {
                    System.arraycopy(f.array(), f.offset(), body, at, f.length());
                    at += f.length();
                }
                opened++;
            }
            assertThat(body).isEqualTo(constant("body", 1500));
        }
        assertThat(opened).isEqualTo(8);
        assertThat(Arrays.equals(constant("s", 32), constant("es", 32))).isFalse();
    }
}
