package xyz.blueblocks.audit.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.audit.core.IncomingEvent;
import xyz.blueblocks.audit.core.Samples;
import xyz.blueblocks.servicekit.kafka.TopicSetup;
import xyz.blueblocks.servicekit.testing.TestInfra;

/// What the topics are told, read as a stranger reads it: with Kafka's client, a JSON parser, and
/// the documented contract (docs/spec/audit-log.md, "Topics"). Nothing of this project reads here.
class TopicPublisherIT {
    private static final String LOG_TOPIC = "blueblocks.audit.log.v1";
    private static final String CHECKPOINT_TOPIC = "blueblocks.audit.checkpoints.v1";
    private static final String DEAD_LETTER_TOPIC = "blueblocks.audit.dead-letter.v1";

    @BeforeAll
    static void topics() {
        for (String topic : List.of(LOG_TOPIC, CHECKPOINT_TOPIC, DEAD_LETTER_TOPIC)) {
            TopicSetup.ensure(TestTopic.kafka(), topic, 1, Map.of(), Duration.ofSeconds(60));
        }
    }

    @Test
    @DisplayName(
            "H02, H03: every entry is told once a checkpoint covers it, in order, naming nobody")
    void tells_every_covered_entry_in_order() throws IOException, NoSuchAlgorithmException {
        try (TestLog log = TestLog.create("told");
                TopicPublisher publisher = publisher(log)) {
            for (int from = 0; from < 450; from += 75) {
                log.store(Duration.ZERO).append(events(from, from + 75), Samples.NOON);
            }
            // Behind the last checkpoint: must wait for the next.
            log.store(Duration.ofDays(1)).append(events(450, 460), Samples.NOON);
            drain(publisher);
            List<ConsumerRecord<String, byte[]>> told = read(LOG_TOPIC, log.origin());
            assertThat(told).hasSize(450);
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (int i = 0; i < told.size(); i++) {
                JsonNode event = new ObjectMapper().readTree(told.get(i).value());
                JsonNode data = event.get("data");
                assertThat(event.get("type").asText()).isEqualTo("xyz.blueblocks.audit.logged.v1");
                assertThat(event.get("source").asText())
                        .isEqualTo("urn:blueblocks:audit-log:" + log.origin());
                assertThat(data.get("leaf_index").asInt()).isEqualTo(i);
                assertThat(data.get("block_height").asInt()).isEqualTo((i / 75 + 1) * 75);
                assertThat(data.get("action").asText()).isEqualTo("read");
                assertThat(data.get("success").asBoolean()).isTrue();
                sha256.update((byte) 0);
                byte[] leaf =
                        sha256.digest(HexFormat.of().parseHex(data.get("commitment").asText()));
                assertThat(data.get("tx_hash").asText())
                        .isEqualTo("0x" + HexFormat.of().formatHex(leaf));
                assertThat(new String(told.get(i).value(), StandardCharsets.UTF_8))
                        .doesNotContain(
                                Samples.address(1 + i % 5),
                                Samples.address(20),
                                "\"rec_", // with its quote: four letters alone may come by chance
                                "treatment",
                                "hmac-sha256",
                                "1234567893");
            }
            assertThat(read(CHECKPOINT_TOPIC, log.origin())).hasSize(6);
        }
    }

    @Test
    @DisplayName("H09: the address hash of an event reaches no topic that the log writes")
    void tells_no_address_hash() {
        try (TestLog log = TestLog.create("no_hash");
                TopicPublisher publisher = publisher(log)) {
            log.store(Duration.ZERO).append(events(0, 5), Samples.NOON);
            drain(publisher);
            List<ConsumerRecord<String, byte[]>> told = new ArrayList<>();
            told.addAll(read(LOG_TOPIC, log.origin()));
            told.addAll(read(CHECKPOINT_TOPIC, log.origin()));
            assertThat(told)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(each ->
                            assertThat(new String(each.value(), StandardCharsets.UTF_8))
                                    .doesNotContain("0a".repeat(32)));
        }
    }

    @Test
    void tells_again_what_was_not_noted_and_nothing_that_was() {
        try (TestLog log = TestLog.create("told_again");
                TopicPublisher publisher = publisher(log)) {
            log.store(Duration.ZERO).append(events(0, 10), Samples.NOON);
            drain(publisher);
            drain(publisher);
            assertThat(read(LOG_TOPIC, log.origin())).hasSize(10);
            // As after a crash between Kafka's acknowledgement and the cursor's commit.
            log.update("update log_published set entries = 4");
            drain(publisher);
            List<Integer> indexes = new ArrayList<>();
            for (ConsumerRecord<String, byte[]> each : read(LOG_TOPIC, log.origin())) {
                indexes.add(json(each).get("data").get("leaf_index").asInt());
            }
            assertThat(indexes).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 4, 5, 6, 7, 8, 9);
        }
    }

    @Test
    @DisplayName(
            "H01: a bad event reaches the dead-letter topic as it came, with its reason and place")
    void tells_bad_events_as_they_came() {
        byte[] bad = "{\"marker\":\"told_bad_events\"}".getBytes(StandardCharsets.UTF_8);
        try (TestLog log = TestLog.create("told_bad_events");
                TopicPublisher publisher = publisher(log)) {
            log.store(Duration.ZERO).append(List.of(Samples.incoming(41, bad)), Samples.NOON);
            drain(publisher);
            drain(publisher);
            List<ConsumerRecord<String, byte[]>> letters =
                    read(DEAD_LETTER_TOPIC).stream()
                            .filter(each -> Arrays.equals(each.value(), bad))
                            .toList();
            assertThat(letters).hasSize(1);
            Map<String, String> headers = new TreeMap<>();
            letters.getFirst()
                    .headers()
                    .forEach(header ->
                            headers.put(
                                    header.key(),
                                    new String(header.value(), StandardCharsets.UTF_8)));
            assertThat(headers)
                    .containsEntry("bb-reason", "INCOMPLETE")
                    .containsEntry("bb-detail", "data: absent")
                    .containsEntry("bb-partition", "0")
                    .containsEntry("bb-offset", "41");
            assertThat(log.count("select count(*) from dead_letter where record_value is null"))
                    .isEqualTo(1);
        }
    }

    private static TopicPublisher publisher(TestLog log) {
        return new TopicPublisher(
                log.database(),
                new LogMessages(log.origin()),
                () -> true,
                TestTopic.kafka().producer());
    }

    private static void drain(TopicPublisher publisher) {
        while (publisher.publishSome()) {
            continue;
        }
    }

    private static List<IncomingEvent> events(int from, int to) {
        List<IncomingEvent> events = new ArrayList<>();
        for (int i = from; i < to; i++) {
            events.add(Samples.incoming(i, Samples.event("e" + i, 1 + i % 5, 20)));
        }
        return events;
    }

    private static List<ConsumerRecord<String, byte[]>> read(String topic, String key) {
        return read(topic).stream().filter(each -> key.equals(each.key())).toList();
    }

    private static List<ConsumerRecord<String, byte[]>> read(String topic) {
        Properties p = new Properties();
        p.setProperty("bootstrap.servers", TestInfra.addresses().get("kafka"));
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(p, new StringDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition only = new TopicPartition(topic, 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).get(only);
            while (consumer.position(only) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }

    private static JsonNode json(ConsumerRecord<String, byte[]> each) {
        try {
            return new ObjectMapper().readTree(each.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
