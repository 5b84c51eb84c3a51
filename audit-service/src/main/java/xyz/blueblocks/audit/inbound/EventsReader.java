package xyz.blueblocks.audit.inbound;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.audit.core.AppendOutcome;
import xyz.blueblocks.audit.core.EventMark;
import xyz.blueblocks.audit.core.EventPosition;
import xyz.blueblocks.audit.core.IncomingEvent;
import xyz.blueblocks.audit.core.LogHeldException;
import xyz.blueblocks.audit.core.LogStore;
import xyz.blueblocks.audit.core.Octets;
import xyz.blueblocks.audit.core.Verdict;

/// Reads the events topic into the log, on one thread of its own.
///
/// Kafka divides the partitions among replicas; where to read on is asked of the log, never of
/// Kafka: positions are committed with the leaves. After any failure the reader forgets what it
/// thought, joins anew and asks again, so a batch is never half believed.
public final class EventsReader implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EventsReader.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final ReaderSettings settings;
    private final Runnable prepare;
    private final LogStore store;
    private final LogWatch watch;
    private final InstantSource clock;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    /// A reader that waits for [#start].
    ///
    /// @param prepare makes sure that the topic is there and that the log may go on; may fail, and
    ///   is then called again
    public EventsReader(
            ReaderSettings settings,
            Runnable prepare,
            LogStore store,
            LogWatch watch,
            InstantSource clock) {
        this.settings = settings;
        this.prepare = prepare;
        this.store = store;
        this.watch = watch;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("audit-reader").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Whether the thread still lives; a reader that died must be started anew with its process.
    public boolean alive() {
        return thread.isAlive();
    }

    private void run() {
        while (!stopping) {
            try {
                session();
            } catch (WakeupException e) {
                // closing
            } catch (LogHeldException e) {
                watch.readerFailing(true);
                LOG.errorf("audit alert: %s", e.getMessage());
                pause();
            } catch (RuntimeException e) {
                watch.readerFailing(true);
                LOG.errorf(e, "audit reader: stopped, again in pauseMillis=%d", pauseMillis);
                pause();
            }
        }
    }

    private void session() {
        prepare.run();
        String topicId = topicId();
        Map<String, Object> config = new HashMap<>(settings.consumer());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.maxBatch());
        // A position that Kafka no longer has is our decision, not the client's.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20);
        // A replica that was killed holds its partitions for this long, unless an operator says
        // else.
        config.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        try (KafkaConsumer<byte[], byte[]> open =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer = open;
            open.subscribe(List.of(settings.topic()), new Seeker(open, topicId));
            while (!stopping) {
                step(open, topicId);
            }
        } finally {
            consumer = null;
        }
    }

    private void step(KafkaConsumer<byte[], byte[]> open, String topicId) {
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = open.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            lost(open, e);
            return;
        }
        if (records.isEmpty()) {
            store.checkpointIfDue(clock.instant());
        } else {
            List<IncomingEvent> batch = new ArrayList<>(records.count());
            records.forEach(record -> batch.add(incoming(topicId, record)));
            AppendOutcome outcome = store.append(batch, clock.instant());
            watch.appended(outcome);
            outcome.deadLetters().forEach(EventsReader::alert);
        }
        watch.lag(lag(open));
        watch.readerFailing(false);
        pauseMillis = FIRST_PAUSE_MILLIS;
    }

    private static IncomingEvent incoming(String topicId, ConsumerRecord<byte[], byte[]> record) {
        Header mark = record.headers().lastHeader(EventMark.HEADER);
        return new IncomingEvent(
                new EventPosition(topicId, record.partition(), record.offset()),
                record.key() == null ? new byte[0] : record.key(),
                record.value() == null ? new byte[0] : record.value(),
                mark == null || mark.value() == null
                        ? Optional.empty()
                        : Optional.of(Octets.of(mark.value())));
    }

    /// The line an operator's alert rule looks for; never a value of the event.
    private static void alert(Verdict.Refused refused) {
        EventPosition at = refused.incoming().position();
        LOG.errorf(
                "audit alert: dead letter reason=%s detail=\"%s\" partition=%d offset=%d",
                refused.reason(), refused.detail(), at.partition(), at.offset());
    }

    /// Kafka dropped events that were never read, or lost its end: nothing may pass unsaid.
    private void lost(KafkaConsumer<byte[], byte[]> open, OffsetOutOfRangeException e) {
        Collection<TopicPartition> partitions = e.partitions();
        watch.positionLost(partitions.size());
        LOG.errorf(
                "audit alert: the topic does not hold the positions %s; reading from what it holds",
                e.offsetOutOfRangePartitions());
        // What is read a second time is known by its source and id.
        open.seekToBeginning(partitions);
    }

    private static long lag(KafkaConsumer<?, ?> open) {
        long lag = 0;
        for (TopicPartition partition : open.assignment()) {
            OptionalLong behind = open.currentLag(partition);
            lag += behind.orElse(0);
        }
        return lag;
    }

    private String topicId() {
        try (Admin admin = Admin.create(settings.admin())) {
            TopicDescription topic =
                    admin.describeTopics(List.of(settings.topic()))
                            .topicNameValues()
                            .values()
                            .iterator()
                            .next()
                            .get(10, TimeUnit.SECONDS);
            return topic.topicId().toString();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "topic " + settings.topic() + ": cannot be described", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("topic " + settings.topic() + ": no answer", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("topic " + settings.topic() + ": interrupted", e);
        }
    }

    private void pause() {
        try {
            Thread.sleep(pauseMillis);
        } catch (InterruptedException e) {
            // closing
        }
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis);
    }

    /// Ends after the batch in hand.
    @Override
    public void close() {
        stopping = true;
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        } else {
            thread.interrupt();
        }
        try {
            if (thread.isAlive()) {
                thread.join(Duration.ofSeconds(15));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Puts each partition that Kafka gives us at the position that the log holds.
    private final class Seeker implements ConsumerRebalanceListener {
        private final KafkaConsumer<byte[], byte[]> open;
        private final String topicId;

        Seeker(KafkaConsumer<byte[], byte[]> open, String topicId) {
            this.open = open;
            this.topicId = topicId;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<Integer, Long> positions = store.positions(topicId);
            List<TopicPartition> fresh = new ArrayList<>();
            for (TopicPartition partition : partitions) {
                Long next = positions.get(partition.partition());
                if (next == null) {
                    fresh.add(partition);
                } else {
                    open.seek(partition, next);
                }
            }
            if (!fresh.isEmpty()) {
                open.seekToBeginning(fresh);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // Nothing to hand over: positions are in the log.
        }
    }
}
