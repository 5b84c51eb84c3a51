package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hash.Blake3;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.sdk.Receiving;
import xyz.blueblocks.sdk.receive.Received;
import xyz.blueblocks.sdk.transfer.Delivery;
import xyz.blueblocks.sdk.transfer.ProgressListener;
import xyz.blueblocks.sdk.transfer.SendRequest;
import xyz.blueblocks.wire.Topics;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.DataAck;

/// The main job from end to end: one file over two relays, its receipt, both ends' audit entries,
/// and their proofs with the log away.
@ExtendWith(SharedStack.class)
class TransferE2E {
    private static final ServiceId LOG = SharedStack.service(ServiceKind.AUDIT, 1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SEED = 20_261_121;
    private static final int SIZE_BYTES = (5 << 20) + 4711;

    private static Member anna;
    private static Member brook;
    private static String before;
    private static byte[] content;
    private static Delivery delivery;
    private static Received received;

    @BeforeAll
    static void send() throws IOException, InterruptedException {
        anna = Member.enrolled("anna", Capability.PATIENT);
        brook = Member.enrolled("brook", Capability.PROVIDER);
        before = Proofs.newestCheckpoint();
        content = new byte[SIZE_BYTES];
        new Random(SEED).nextBytes(content);
        Path file = SharedStack.folder("outbox").resolve("scan.dcm");
        Files.write(file, content);
        Inbox inbox = Inbox.of(anna.id());
        try (Receiving receiving = brook.client().receive(inbox, inbox)) {
            assertThat(receiving.relays()).isNotEmpty();
            SendRequest request =
                    SendRequest.ofFile(brook.id(), file, "application/dicom").because("treatment");
            delivery = anna.client().send(request, ProgressListener.NONE).await();
            received = inbox.next();
        }
    }

    @AfterAll
    static void leave() {
        anna.close();
        brook.close();
    }

    @AfterEach
    void bringBack() {
        SharedStack.stack().startAll();
    }

    @Test
    @DisplayName("E07, E13, B01: a file through two relays arrives whole, under its name and type")
    void what_arrives_is_what_was_sent() throws IOException {
        assertThat(delivery.relays()).hasSize(2).doesNotHaveDuplicates();
        assertThat(received.file().orElseThrow()).hasFileName("scan.dcm").hasBinaryContent(content);
        assertThat(received.offer().contentType()).isEqualTo("application/dicom");
        assertThat(received.offer().sender()).isEqualTo(anna.id());
    }

    @Test
    @DisplayName("E18: the receipt names the bytes by BLAKE3 and size and is the receiver's alone")
    void the_receipt_is_signed_for_the_very_bytes() {
        JsonObject receipt = delivery.receipt();
        String hash = "blake3:" + Text.hex(Blake3.hash(content));
        assertThat(delivery.hash()).isEqualTo(hash);
        assertThat(delivery.sizeBytes()).isEqualTo(SIZE_BYTES);
        assertThat(receipt.text("hash")).contains(hash);
        assertThat(receipt.integer("size_bytes")).hasValue(SIZE_BYTES);
        assertThat(receipt.text("status")).contains("complete");
        assertThat(receipt.text("file_id")).contains(delivery.id());
        assertThat(receipt.canonical()).isEqualTo(received.receipt().canonical());
        assertThat(SignedJson.verify(receipt, DataAck.LABEL, brook.id().publicKey())).isTrue();
        assertThat(SignedJson.verify(receipt, DataAck.LABEL, anna.id().publicKey())).isFalse();
    }

    @Test
    @DisplayName("H01, H02, H03: each end's own entry comes out of Kafka with all twelve members")
    void both_ends_tell_kafka() {
        for (Member member : List.of(anna, brook)) {
            JsonNode event =
                    EventLog.await(
                            SharedStack.stack().observerKafka(),
                            Topics.AUDIT_EVENTS,
                            each -> isBy(each, member),
                            PATIENCE);
            JsonNode entry = event.path("data");
            assertThat(entry.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrderElementsOf(AuditContractE2E.MEMBERS);
            assertThat(entry.path("success").asBoolean()).isTrue();
            assertThat(entry.path("accessor_address").asText())
                    .isEqualTo(member.profile().address());
            assertThat(entry.path("patient_address").asText()).isEqualTo(anna.profile().address());
        }
    }

    private static boolean isBy(JsonNode event, Member member) {
        return event.path("source").asText().equals("urn:blueblocks:peer:" + member.id())
                && event.path("data").path("record_id").asText().equals(delivery.id());
    }

    @Test
    @DisplayName(
            "H04, H06: with the log away, both ends' entries and its growth verify from files with the pinned key")
    void proofs_hold_without_the_log() throws IOException {
        Path folder = SharedStack.folder("proofs");
        Path annas = anna.client().audit().fetch(delivery.id(), PATIENCE);
        Path brooks = brook.client().audit().fetch(delivery.id(), PATIENCE);
        for (Path bundle : List.of(annas, brooks)) {
            Proofs.keepGrowth(folder, before, bundle);
        }

        SharedStack.stack().stop(LOG);
        assertThat(SharedStack.stack().pid(LOG)).isEmpty();

        Proofs.verifyEntry(annas, anna.pinnedLogKey(), delivery.id());
        Proofs.verifyEntry(brooks, brook.pinnedLogKey(), delivery.id());
        assertThat(Proofs.verifyGrowth(folder, anna.pinnedLogKey())).isEqualTo(2 * 2);
        SharedStack.stack().startAll();
    }

    @Test
    @DisplayName("H03, X40: each entry is told on the log's topic once covered, and names nobody")
    void the_logs_topic_tells_of_the_entry() throws IOException {
        Path bundle = brook.client().audit().fetch(delivery.id(), PATIENCE);
        JsonObject event = Proofs.eventOf(bundle);
        String leafHash = event.object("data").orElseThrow().text("tx_hash").orElseThrow();
        JsonNode told =
                EventLog.await(
                        SharedStack.stack().observerKafka(),
                        Topics.AUDIT_LOG,
                        each -> each.path("data").path("tx_hash").asText().equals(leafHash),
                        PATIENCE);
        assertThat(told.path("data").path("block_height").asLong())
                .isEqualTo(event.object("data").orElseThrow().integer("block_height").getAsLong());
        String text = told.path("data").path("sealed").toString();
        assertThat(text)
                .doesNotContain(delivery.id())
                .doesNotContain(anna.id().toString())
                .doesNotContain(anna.profile().address());
    }
}
