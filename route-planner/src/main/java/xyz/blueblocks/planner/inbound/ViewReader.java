package xyz.blueblocks.planner.inbound;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.planner.core.NetworkView;
import xyz.blueblocks.servicekit.kafka.KafkaSettings;
import xyz.blueblocks.servicekit.kafka.TopicSetup;
import xyz.blueblocks.wire.Topics;

/// Reads the two topics that make the view, from their beginning, on a thread of its own.
///
/// Assigned, not subscribed: every replica reads everything, so there is no group, no rebalance and
/// nothing to commit. A broken connection is tried again for as long as the process lives.
@ApplicationScoped
class ViewReader {
    private static final Logger LOG = Logger.getLogger(ViewReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

    /// How often a broker that says nothing is asked whether it is there, and how long it has.
    private static final Duration ASK_EVERY = Duration.ofSeconds(5);

    private static final Duration ASK_PATIENCE = Duration.ofSeconds(2);

    /// Reports older than what the view would believe need not be read.
    private static final Duration REPORTS_BACK = Duration.ofMinutes(5);

    private static final Map<String, String> COMPACTED =
            Map.of("cleanup.policy", "compact", "min.cleanable.dirty.ratio", "0.1");
    private static final Map<String, String> SHORT_LIVED =
            Map.of("cleanup.policy", "delete", "retention.ms", "900000", "segment.ms", "600000");

    private final KafkaSettings settings;
    private final InstantSource clock;
    private final EventIntake intake;
    private final NetworkView view;
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<String, byte[]> reading;
    private Instant listened = Instant.EPOCH;
    private volatile boolean caughtUp;
    private volatile boolean stopping;

    ViewReader(KafkaSettings settings, InstantSource clock, NetworkView view, EventIntake intake) {
        this.settings = settings;
        this.clock = clock;
        this.view = view;
        this.intake = intake;
        this.thread = Thread.ofPlatform().name("view-reader").daemon().unstarted(this::run);
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        KafkaConsumer<String, byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        thread.join(PATIENCE);
    }

    /// Whether everything that was on the topics when this replica began has been read.
    boolean isCaughtUp() {
        return caughtUp;
    }

    private void run() {
        while (!stopping) {
            try {
                readUntilStopped();
            } catch (WakeupException | InterruptException e) {
                return;
            } catch (KafkaException | IllegalStateException e) {
                LOG.warnf("reading the view failed, trying again: reason=%s", e.getMessage());
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readUntilStopped() {
        TopicSetup.ensure(settings, Topics.PEERS, 1, COMPACTED, PATIENCE);
        TopicSetup.ensure(settings, Topics.RELAY_REPORTS, 1, SHORT_LIVED, PATIENCE);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        settings.consumer(),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            reading = consumer;
            Map<TopicPartition, Long> goal = assign(consumer);
            Instant swept = clock.instant();
            while (!stopping) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                for (ConsumerRecord<String, byte[]> each : records) {
                    intake.take(each.topic(), each.key(), each.value());
                }
                listen(consumer, !records.isEmpty());
                if (!caughtUp && reached(consumer, goal)) {
                    caughtUp = true;
                }
                if (swept.plus(SWEEP_EVERY).isBefore(clock.instant())) {
                    swept = clock.instant();
                    view.sweep(swept);
                }
            }
        } finally {
            reading = null;
        }
    }

    /// Tells the view whether it hears: a consumer whose broker is away reads nothing, as one does
    /// whose topics are quiet.
    private void listen(KafkaConsumer<String, byte[]> consumer, boolean heard) {
        Instant now = clock.instant();
        if (heard) {
            listened = now;
            view.hearing(now);
        } else if (listened.plus(ASK_EVERY).isBefore(now)) {
            listened = now;
            try {
                consumer.endOffsets(consumer.assignment(), ASK_PATIENCE);
                view.hearing(now);
            } catch (TimeoutException e) {
                LOG.debug("the broker does not answer", e);
            }
        }
    }

    private Map<TopicPartition, Long> assign(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> peers = partitions(consumer, Topics.PEERS);
        List<TopicPartition> reports = partitions(consumer, Topics.RELAY_REPORTS);
        consumer.assign(java.util.stream.Stream.concat(peers.stream(), reports.stream()).toList());
        consumer.seekToBeginning(peers);
        Map<TopicPartition, Long> since = new HashMap<>();
        long back = clock.instant().minus(REPORTS_BACK).toEpochMilli();
        reports.forEach(partition -> since.put(partition, back));
        consumer.offsetsForTimes(since)
                .forEach((partition, offset) -> {
                    if (offset == null) {
                        consumer.seekToEnd(List.of(partition));
                    } else {
                        consumer.seek(partition, offset.offset());
                    }
                });
        return consumer.endOffsets(consumer.assignment());
    }

    private static List<TopicPartition> partitions(
            KafkaConsumer<String, byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic, PATIENCE).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private static boolean reached(
            KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> goal) {
        return goal.entrySet().stream()
                .allMatch(each -> consumer.position(each.getKey()) >= each.getValue());
    }
}
