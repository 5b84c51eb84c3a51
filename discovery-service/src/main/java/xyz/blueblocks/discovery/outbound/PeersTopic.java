package xyz.blueblocks.discovery.outbound;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import xyz.blueblocks.servicekit.kafka.KafkaSettings;
import xyz.blueblocks.servicekit.kafka.TopicSetup;
import xyz.blueblocks.wire.Topics;

/// The peers topic as a copy of the table `peers`: made when it is absent, and told everybody when
/// it is another one than was told before, as after a restore into an empty Kafka. A topic made
/// anew under its old name has another id.
///
/// All calls block; whoever makes them holds the drain's advisory lock.
@Singleton
class PeersTopic {
    /// Rows read and sent at a time: a few KiB each.
    static final int BATCH = 500;

    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaSettings kafka;
    private final PeerRows rows;

    @Inject
    PeersTopic(KafkaSettings kafka, PeerRows rows) {
        this.kafka = kafka;
        this.rows = rows;
    }

    /// The topic's id; it is made if it is absent.
    ///
    /// @throws IllegalStateException when Kafka does not say, or makes it just now
    String id() {
        Map<String, Object> settings = kafka.admin();
        settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
        settings.put("request.timeout.ms", (int) PATIENCE.toMillis());
        try (Admin admin = Admin.create(settings)) {
            return admin.describeTopics(List.of(Topics.PEERS))
                    .topicNameValues()
                    .values()
                    .iterator()
                    .next()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .topicId()
                    .toString();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) make();
            throw new IllegalStateException("topic " + Topics.PEERS + ": not there yet", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("topic " + Topics.PEERS + ": no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("topic " + Topics.PEERS + ": interrupted", e);
        }
    }

    private void make() {
        boolean _ =
                TopicSetup.ensure(
                        kafka,
                        Topics.PEERS,
                        PARTITIONS,
                        Map.of("cleanup.policy", "compact", "max.compaction.lag.ms", "86400000"),
                        PATIENCE);
    }

    /// Whether the topic of this id has been told everybody.
    static boolean knows(Connection connection, String topicId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select 1 from peers_told where topic_id = ?")) {
            select.setString(1, topicId);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /// Notes that it has.
    static void note(Connection connection, String topicId) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement("delete from peers_told");
                PreparedStatement insert =
                        connection.prepareStatement(
                                "insert into peers_told (topic_id) values (?)")) {
            forget.executeUpdate();
            insert.setString(1, topicId);
            insert.executeUpdate();
        }
    }

    /// A page of peers as the table has them now, in the order of their numbers.
    Page page(Connection connection, long after) throws SQLException {
        List<ProducerRecord<String, String>> records = new ArrayList<>();
        long last = after;
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select * from peers where seq > ? order by seq limit ?")) {
            select.setLong(1, after);
            select.setInt(2, BATCH);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    PeerRow row = PeerRow.of(found);
                    last = row.seq;
                    String body = SequencedEvent.write(rows.read(row).event(), row.seq).text();
                    records.add(new ProducerRecord<>(Topics.PEERS, row.peerId, body));
                }
            }
        }
        return new Page(records, last);
    }

    /// Some peers.
    ///
    /// @param records what the topic is told
    /// @param last number of the last of them
    record Page(List<ProducerRecord<String, String>> records, long last) {
        Page {
            records = List.copyOf(records);
        }

        boolean full() {
            return records.size() == BATCH;
        }
    }
}
