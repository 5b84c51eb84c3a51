package xyz.blueblocks.localstack.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import xyz.blueblocks.localstack.StackException;
import xyz.blueblocks.wire.Topics;

/// Waits until the audit log holds every event that is on Kafka now. From then on Kafka holds
/// nothing that a backup needs: what is older is in the log, what is newer in the producers' spools
/// or after the backup.
final class LogCatchUp {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final long KAFKA_SECONDS = 20;

    private final Map<String, String> kafka;
    private final Connection log;

    /// @param kafka settings of a client that may look at the events topic
    /// @param log a connection to audit-service's database
    LogCatchUp(Map<String, String> kafka, Connection log) {
        this.kafka = kafka;
        this.log = log;
    }

    void await() throws SQLException {
        Map<Integer, Long> ends = new HashMap<>();
        String topicId = ends(ends);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (behind(topicId, ends)) {
            if (System.nanoTime() - deadline > 0)
                throw new StackException(
                        "The audit log does not keep up.",
                        "Events on Kafka were not in it after " + LIMIT.toSeconds() + " s.",
                        "See bb logs audit, then try again.");
            pause();
        }
    }

    /// Fills in the place behind the last event of each partition.
    ///
    /// @return the topic's id
    private String ends(Map<Integer, Long> ends) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("default.api.timeout.ms", (int) TimeUnit.SECONDS.toMillis(KAFKA_SECONDS));
        settings.put("request.timeout.ms", (int) TimeUnit.SECONDS.toMillis(KAFKA_SECONDS));
        try (Admin admin = Admin.create(settings)) {
            TopicDescription topic =
                    admin.describeTopics(List.of(Topics.AUDIT_EVENTS))
                            .allTopicNames()
                            .get(KAFKA_SECONDS, TimeUnit.SECONDS)
                            .get(Topics.AUDIT_EVENTS);
            if (topic == null) throw unreachable("The events topic is not there.");
            Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
            topic.partitions()
                    .forEach(p ->
                            wanted.put(
                                    new TopicPartition(Topics.AUDIT_EVENTS, p.partition()),
                                    OffsetSpec.latest()));
            admin.listOffsets(wanted)
                    .all()
                    .get(KAFKA_SECONDS, TimeUnit.SECONDS)
                    .forEach((at, end) -> ends.put(at.partition(), end.offset()));
            return topic.topicId().toString();
        } catch (ExecutionException | TimeoutException e) {
            throw unreachable(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("Interrupted.");
        }
    }

    private static StackException unreachable(String why) {
        return new StackException(
                "Kafka does not say how far its events go.",
                why,
                "See bb status and bb logs kafka, then try again.");
    }

    private boolean behind(String topicId, Map<Integer, Long> ends) throws SQLException {
        Map<Integer, Long> read = new HashMap<>();
        try (PreparedStatement query =
                log.prepareStatement(
                        "select partition, next_offset from topic_position where topic_id = ?")) {
            query.setString(1, topicId);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) read.put(rows.getInt(1), rows.getLong(2));
            }
        }
        return ends.entrySet().stream()
                .anyMatch(end -> read.getOrDefault(end.getKey(), 0L) < end.getValue());
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while the audit log caught up.");
        }
    }
}
