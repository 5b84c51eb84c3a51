package xyz.blueblocks.servicekit.audit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Kafka as the place where events are safe: `acks=all`, idempotent within the producer's life.
/// Across lives the same event may come twice; its (source, id) makes the repeat harmless.
final class KafkaAuditSink implements AuditSink {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final String topic;
    private final Map<String, Object> settings;
    private @Nullable KafkaProducer<String, byte[]> producer;

    KafkaAuditSink(String topic, Map<String, Object> settings) {
        this.topic = topic;
        this.settings = settings;
    }

    @Override
    public CompletionStage<?> send(String key, byte[] value) {
        CompletableFuture<Boolean> safe = new CompletableFuture<>();
        try {
            producer()
                    .send(
                            new ProducerRecord<>(topic, key, value),
                            (_, failure) -> {
                                if (failure == null) {
                                    safe.complete(true);
                                } else {
                                    safe.completeExceptionally(failure);
                                }
                            });
        } catch (RuntimeException e) {
            safe.completeExceptionally(e);
        }
        return safe;
    }

    @Override
    public void flush() {
        if (producer != null) {
            producer.flush();
        }
    }

    @Override
    public void restart() {
        close();
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE_PATIENCE);
            producer = null;
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        KafkaProducer<String, byte[]> open = producer;
        if (open == null) {
            open = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
            producer = open;
        }
        return open;
    }
}
