package xyz.blueblocks.audit.outbound;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import xyz.blueblocks.audit.core.LoggedMessage;
import xyz.blueblocks.wire.Topics;

/// What the topics have not been told yet, as Kafka records in order.
///
/// Only entries that a checkpoint covers are told, so `block_height` never changes afterwards.
public final class LogMessages {
    private static final int ENTRIES_PER_ROUND = 200;
    private static final int CHECKPOINTS_PER_ROUND = 50;
    private static final int DEAD_LETTERS_PER_ROUND = 50;

    private final String origin;

    public LogMessages(String origin) {
        this.origin = origin;
    }

    Round next(Database.Session session) {
        long entries = 0;
        long checkpoint = -1;
        for (Row row : session.query("select entries, checkpoint from log_published")) {
            entries = row.getLong(0);
            checkpoint = row.getLong(1);
        }
        Round round = new Round(entries, checkpoint);
        addEntries(session, round);
        addCheckpoints(session, round);
        addDeadLetters(session, round);
        return round;
    }

    private void addEntries(Database.Session session, Round round) {
        TreeMap<Long, Long> covering = new TreeMap<>();
        for (Row row :
                session.query(
                        "select tree_size from checkpoint where tree_size > $1"
                                + " order by tree_size limit $2",
                        round.entries,
                        ENTRIES_PER_ROUND)) {
            covering.put(row.getLong(0), row.getLong(0));
        }
        if (covering.isEmpty()) {
            return;
        }
        for (Row row :
                session.query(
                        "select leaf_index, open_json, subject_ref, salt, commitment, sealed,"
                                + " appended_at from log_entry where leaf_index >= $1"
                                + " and leaf_index < $2 order by leaf_index limit $3",
                        round.entries,
                        covering.lastKey(),
                        ENTRIES_PER_ROUND)) {
            long index = row.getLong(0);
            LoggedMessage message =
                    new LoggedMessage(
                            origin,
                            index,
                            covering.higherKey(index),
                            row.get(OffsetDateTime.class, "appended_at").toInstant(),
                            row.getString("open_json"),
                            Database.octets(row, "commitment"),
                            new LoggedMessage.Sealed(
                                    Database.octets(row, "subject_ref"),
                                    Database.octets(row, "salt"),
                                    Database.octets(row, "sealed")));
            round.records.add(
                    new ProducerRecord<>(
                            Topics.AUDIT_LOG, utf8(origin), message.toJson().canonical()));
            round.entries = index + 1;
            round.entryCount++;
        }
    }

    private void addCheckpoints(Database.Session session, Round round) {
        for (Row row :
                session.query(
                        "select tree_size, note from checkpoint where tree_size > $1"
                                + " order by tree_size limit $2",
                        round.checkpoint,
                        CHECKPOINTS_PER_ROUND)) {
            round.records.add(
                    new ProducerRecord<>(
                            Topics.AUDIT_CHECKPOINTS, utf8(origin), utf8(row.getString(1))));
            round.checkpoint = row.getLong(0);
            round.checkpointCount++;
        }
    }

    private static void addDeadLetters(Database.Session session, Round round) {
        for (Row row :
                session.query(
                        "select sequence, partition, event_offset, reason, detail, record_key,"
                                + " record_value from dead_letter where not published"
                                + " order by sequence limit $1",
                        DEAD_LETTERS_PER_ROUND)) {
            Buffer key = row.getBuffer("record_key");
            Buffer value = row.getBuffer("record_value");
            ProducerRecord<byte[], byte[]> letter =
                    new ProducerRecord<>(
                            Topics.AUDIT_DEAD_LETTER,
                            key == null ? null : key.getBytes(),
                            value == null ? new byte[0] : value.getBytes());
            Map<String, String> headers = new TreeMap<>();
            headers.put("bb-reason", row.getString("reason"));
            headers.put("bb-detail", row.getString("detail"));
            headers.put("bb-partition", String.valueOf(row.getInteger("partition")));
            headers.put("bb-offset", String.valueOf(row.getLong("event_offset")));
            headers.forEach((name, text) -> letter.headers().add(name, utf8(text)));
            round.records.add(letter);
            round.deadLetters.add(row.getLong("sequence"));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Records to send now, and the cursors to move once they are acknowledged.
    static final class Round {
        private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        private final List<Long> deadLetters = new ArrayList<>();
        private long entries;
        private long checkpoint;
        private int entryCount;
        private int checkpointCount;

        private Round(long entries, long checkpoint) {
            this.entries = entries;
            this.checkpoint = checkpoint;
        }

        List<ProducerRecord<byte[], byte[]>> records() {
            return records;
        }

        boolean isEmpty() {
            return records.isEmpty();
        }

        /// Whether a limit was reached, so that more is likely waiting.
        boolean full() {
            return entryCount == ENTRIES_PER_ROUND
                    || checkpointCount == CHECKPOINTS_PER_ROUND
                    || deadLetters.size() == DEAD_LETTERS_PER_ROUND;
        }

        void markTold(Database.Session session) {
            session.update(
                    "update log_published set entries = $1, checkpoint = $2", entries, checkpoint);
            if (!deadLetters.isEmpty()) {
                // The topic has it now; the table need not keep what may name persons.
                session.update(
                        "update dead_letter set published = true, record_key = null,"
                                + " record_value = null where sequence = any($1)",
                        (Object) deadLetters.toArray(Long[]::new));
            }
        }
    }
}
