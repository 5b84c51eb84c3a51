package xyz.blueblocks.audit.outbound;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import xyz.blueblocks.audit.core.EventMark;
import xyz.blueblocks.audit.core.EventTopic;
import xyz.blueblocks.audit.core.MarkedEvent;
import xyz.blueblocks.wire.Topics;

/// Puts peers' events on the events topic, `acks=all`. Thread-safe; calls block.
public final class KafkaEventTopic implements EventTopic, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(KafkaEventTopic.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaProducer<byte[], byte[]> producer;

    /// Opens a producer; does not wait for Kafka.
    ///
    /// @param settings of a producer with `acks=all` and idempotence, without serialisation
    public KafkaEventTopic(Map<String, Object> settings) {
        this.producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public boolean publish(List<MarkedEvent> events) {
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (MarkedEvent event : events) {
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(
                                Topics.AUDIT_EVENTS,
                                event.key().getBytes(StandardCharsets.UTF_8),
                                event.value());
                record.headers().add(EventMark.HEADER, event.mark().bytes());
                sent.add(producer.send(record));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
            return true;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.warnf(e, "audit events: %d not acknowledged", events.size());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
