package xyz.blueblocks.audit.outbound;

import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import xyz.blueblocks.audit.core.CheckpointSigner;
import xyz.blueblocks.audit.core.LogMemory;
import xyz.blueblocks.crypto.merkle.Checkpoint;
import xyz.blueblocks.wire.Topics;

/// The checkpoints topic as the log's memory, and the cursor of what it was told. Calls block.
public final class CheckpointTopic implements LogMemory {
    /// More than a publisher can repeat after a crash: the largest is among the last so many.
    private static final long LOOK_BACK = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Database database;
    private final Map<String, Object> consumer;
    private final CheckpointSigner signer;

    /// @param consumer settings of a Kafka consumer, without serialisation
    public CheckpointTopic(
            Database database, Map<String, Object> consumer, CheckpointSigner signer) {
        this.database = database;
        this.consumer = new HashMap<>(consumer);
        this.signer = signer;
    }

    @Override
    public long told() {
        for (Row row : database.session().query("select checkpoint from log_published")) {
            return row.getLong(0);
        }
        return -1;
    }

    @Override
    public Optional<Checkpoint> newest() {
        try (KafkaConsumer<byte[], byte[]> open =
                new KafkaConsumer<>(
                        consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition only = new TopicPartition(Topics.AUDIT_CHECKPOINTS, 0);
            open.assign(List.of(only));
            long end = open.endOffsets(List.of(only), PATIENCE).getOrDefault(only, 0L);
            long begin = open.beginningOffsets(List.of(only), PATIENCE).getOrDefault(only, 0L);
            open.seek(only, Math.max(begin, end - LOOK_BACK));
            return largest(open, only, end);
        } catch (KafkaException e) {
            throw new IllegalStateException("checkpoints topic: cannot be read", e);
        }
    }

    private Optional<Checkpoint> largest(
            KafkaConsumer<byte[], byte[]> open, TopicPartition only, long end) {
        Optional<Checkpoint> largest = Optional.empty();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (open.position(only, PATIENCE) < end) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("checkpoints topic: no answer in " + PATIENCE);
            }
            for (ConsumerRecord<byte[], byte[]> record : open.poll(POLL)) {
                Optional<Checkpoint> own = own(record);
                if (own.isPresent()
                        && largest.filter(known -> known.size() >= own.get().size()).isEmpty()) {
                    largest = own;
                }
            }
        }
        return largest;
    }

    /// What another log, or nobody, has signed is passed over.
    private Optional<Checkpoint> own(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null
                ? Optional.empty()
                : signer.open(new String(record.value(), StandardCharsets.UTF_8));
    }

    @Override
    public void tellAgain(Instant since) {
        int _ =
                database.session()
                        .update(
                                "update log_published set checkpoint = -1, entries = coalesce("
                                        + "(select min(leaf_index) from log_entry"
                                        + " where appended_at >= $1),"
                                        + " (select max(leaf_index) + 1 from log_entry), 0)",
                                OffsetDateTime.ofInstant(since, ZoneOffset.UTC));
    }
}
