package xyz.blueblocks.discovery.outbound;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.servicekit.kafka.KafkaSettings;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.Topics;
import xyz.blueblocks.wire.json.Json;

/// Reads the whole peers topic into the [PeerView] and follows it, on a thread of its own. Belongs
/// to no consumer group: every replica reads everything, and begins anew at every start.
@Singleton
class PeerViewReader {
    private static final Logger LOG = Logger.getLogger(PeerViewReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int FETCH_BYTES = 1 << 20;

    private final PeerView view;
    private final KafkaSettings kafka;
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable KafkaConsumer<String, byte[]> reading;

    @Inject
    PeerViewReader(PeerView view, KafkaSettings kafka) {
        this.view = view;
        this.kafka = kafka;
        this.thread = Thread.ofPlatform().daemon().name("peer-view").unstarted(this::run);
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    @PreDestroy
    void close() {
        closing = true;
        KafkaConsumer<String, byte[]> open = reading;
        if (open != null) {
            open.wakeup(); // an interrupt would tear its farewell to the broker
        } else {
            thread.interrupt();
        }
    }

    private void run() {
        while (!closing) {
            try {
                follow();
            } catch (KafkaException e) {
                if (!closing) {
                    LOG.warnf("peer view: %s", e.getMessage());
                }
            } catch (RuntimeException e) {
                LOG.error("peer view: reader failed; begins again", e);
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                // closing
            }
        }
    }

    private void follow() {
        Map<String, Object> settings = kafka.consumer();
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            reading = consumer;
            List<TopicPartition> all = partitions(consumer);
            if (all.isEmpty()) {
                return; // created with the first event
            }
            consumer.assign(all);
            consumer.seekToBeginning(all);
            while (!closing) {
                consumer.poll(POLL).forEach(this::take);
            }
        } finally {
            reading = null;
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        return consumer.partitionsFor(Topics.PEERS).stream()
                .map(p -> new TopicPartition(Topics.PEERS, p.partition()))
                .toList();
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        byte[] body = record.value();
        if (body == null) {
            return; // a tombstone: what was known of the peer ages in place
        }
        switch (Json.parse(body).flatMap(SequencedEvent::read)) {
            case Decoded.Ok<SequencedEvent>(SequencedEvent heard) -> view.take(heard);
            case Decoded.Malformed<SequencedEvent> bad ->
                    LOG.warnf(
                            "peer view: event at %d of %d passed over: %s",
                            record.offset(), record.partition(), bad.why());
        }
    }
}
