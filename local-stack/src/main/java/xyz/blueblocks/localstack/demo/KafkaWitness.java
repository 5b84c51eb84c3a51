package xyz.blueblocks.localstack.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.wire.Topics;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Reads audit events off Kafka as any platform engineer would: a plain consumer with credentials
/// that may only read.
final class KafkaWitness implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;

    /// Reads what comes from now on.
    KafkaWitness(LocalStack stack) {
        Map<String, Object> settings = new HashMap<>(stack.observerKafka());
        settings.put("enable.auto.commit", "false");
        consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(Topics.AUDIT_EVENTS).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /// Events about these records, read until there are `wanted` of them or patience ends.
    List<JsonObject> about(Set<String> records, int wanted, Duration patience) {
        List<JsonObject> events = new ArrayList<>();
        long deadline = System.nanoTime() + patience.toNanos();
        while (events.size() < wanted && System.nanoTime() < deadline) {
            for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
                Json.parse(each.value())
                        .toOptional()
                        .filter(event -> isAbout(event, records))
                        .ifPresent(events::add);
            }
        }
        return events;
    }

    private static boolean isAbout(JsonObject event, Set<String> records) {
        return event.object("data")
                .flatMap(data -> data.text("record_id"))
                .filter(records::contains)
                .isPresent();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
