package xyz.blueblocks.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// A reader of a topic as anybody would write one from the documented contract: Kafka's client and
/// a JSON library, nothing of ours.
final class EventLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(200);

    private EventLog() {}

    /// Reads a topic from its beginning until an event fits.
    static JsonNode await(
            Map<String, String> kafka, String topic, Predicate<JsonNode> fits, Duration patience) {
        List<JsonNode> seen = new ArrayList<>();
        Instant end = Instant.now().plus(patience);
        try (KafkaConsumer<String, byte[]> consumer = consumer(kafka)) {
            List<TopicPartition> _ = fromBeginning(consumer, topic);
            while (Instant.now().isBefore(end)) {
                for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
                    JsonNode event = JSON.readTree(each.value());
                    if (fits.test(event)) {
                        return event;
                    }
                    seen.add(event);
                }
            }
        } catch (IOException e) {
            throw new AssertionError("a value of " + topic + " is not JSON", e);
        }
        throw new AssertionError("none of " + seen.size() + " events of " + topic + " fits");
    }

    private static List<TopicPartition> fromBeginning(
            KafkaConsumer<String, byte[]> consumer, String topic) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(each -> new TopicPartition(topic, each.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }

    /// All events of a topic, as it is now.
    static List<JsonNode> all(Map<String, String> kafka, String topic) {
        List<JsonNode> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer(kafka)) {
            List<TopicPartition> partitions = fromBeginning(consumer, topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (isBehind(consumer, ends)) {
                for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
                    all.add(JSON.readTree(each.value()));
                }
            }
        } catch (IOException e) {
            throw new AssertionError("a value of " + topic + " is not JSON", e);
        }
        return all;
    }

    private static boolean isBehind(
            KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .anyMatch(each -> consumer.position(each.getKey()) < each.getValue());
    }

    /// Writes the keys, headers and values of all topics, as they are now, into a file.
    static void writeAll(Map<String, String> kafka, Path file) throws IOException {
        try (KafkaConsumer<String, byte[]> consumer = consumer(kafka);
                OutputStream out = Files.newOutputStream(file)) {
            List<TopicPartition> partitions =
                    consumer.listTopics().values().stream()
                            .flatMap(List::stream)
                            .map(each -> new TopicPartition(each.topic(), each.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (isBehind(consumer, ends)) {
                for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
                    out.write(String.valueOf(each.key()).getBytes(StandardCharsets.UTF_8));
                    for (Header header : each.headers()) {
                        out.write(header.value());
                    }
                    out.write(each.value() == null ? new byte[0] : each.value());
                    out.write('\n');
                }
            }
        }
    }

    private static KafkaConsumer<String, byte[]> consumer(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("enable.auto.commit", "false");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
