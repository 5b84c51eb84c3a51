package xyz.blueblocks.audit.outbound;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import xyz.blueblocks.audit.core.EventMark;
import xyz.blueblocks.audit.core.LogStore;
import xyz.blueblocks.audit.core.MarkedEvent;
import xyz.blueblocks.audit.core.Octets;
import xyz.blueblocks.audit.inbound.ReaderSettings;
import xyz.blueblocks.servicekit.kafka.KafkaSettings;
import xyz.blueblocks.servicekit.kafka.TopicSetup;
import xyz.blueblocks.servicekit.testing.TestInfra;

/// A topic on the tests' real broker, with the means to fill it and to know when all of it was
/// read.
public final class TestTopic implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final KafkaSettings settings;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    private TestTopic(String name) {
        this.name = name;
        this.settings = kafka();
        this.admin = Admin.create(settings.admin());
        this.producer =
                new KafkaProducer<>(
                        settings.producer(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    public static KafkaSettings kafka() {
        return new KafkaSettings(Map.of("bootstrap.servers", TestInfra.addresses().get("kafka")));
    }

    public static TestTopic create(String name, int partitions) {
        TestTopic topic = new TestTopic(name);
        TopicSetup.ensure(topic.settings, name, partitions, Map.of(), PATIENCE);
        return topic;
    }

    public ReaderSettings reader(int maxBatch) {
        return reader(settings, name, maxBatch);
    }

    /// How its readers read, from whatever process. A killed replica's partitions come free soon.
    public static ReaderSettings reader(KafkaSettings settings, String name, int maxBatch) {
        Map<String, Object> consumer = new HashMap<>(settings.consumer());
        consumer.put("session.timeout.ms", 3_000);
        consumer.put("heartbeat.interval.ms", 500);
        return new ReaderSettings(name, "group-" + name, maxBatch, consumer, settings.admin());
    }

    public String name() {
        return name;
    }

    public Future<?> send(String key, byte[] value) {
        return producer.send(new ProducerRecord<>(name, bytes(key), value));
    }

    public Future<?> send(MarkedEvent event) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(name, bytes(event.key()), event.value());
        record.headers().add(EventMark.HEADER, event.mark().bytes());
        return producer.send(record);
    }

    public Future<?> send(byte[] value, Octets mark) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(name, value);
        record.headers().add(EventMark.HEADER, mark.bytes());
        return producer.send(record);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public void flush() {
        producer.flush();
    }

    public String id() {
        return describe().topicId().toString();
    }

    public void delete() {
        get(admin.deleteTopics(List.of(name)).all());
    }

    /// Whether the log's positions are behind the last record of every partition.
    public boolean readBy(LogStore store) {
        TopicDescription topic = describe();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        topic.partitions()
                .forEach(each ->
                        ends.put(new TopicPartition(name, each.partition()), OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> last =
                get(admin.listOffsets(ends).all());
        Map<Integer, Long> positions = store.positions(topic.topicId().toString());
        List<Integer> behind = new ArrayList<>();
        last.forEach((partition, end) -> {
            if (positions.getOrDefault(partition.partition(), 0L) < end.offset()) {
                behind.add(partition.partition());
            }
        });
        return behind.isEmpty();
    }

    private TopicDescription describe() {
        return get(admin.describeTopics(List.of(name)).topicNameValues().get(name));
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("kafka", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("kafka: interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
