package xyz.blueblocks.discovery.outbound;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.ObservesAsync;
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
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.servicekit.kafka.KafkaSettings;
import xyz.blueblocks.servicekit.kafka.TopicSetup;
import xyz.blueblocks.wire.Topics;

/// Carries events from `peer_events` to the peers topic (row A11).
///
/// One replica at a time, under an advisory lock, in the order of the table: so a peer's events are
/// on the topic in the order of its steps, and compaction keeps the last. A row is deleted once
/// Kafka has it; a crash between the two sends it again, which its version makes harmless. Runs on
/// worker threads.
@Singleton
class EventDrain {
    private static final Logger LOG = Logger.getLogger(EventDrain.class);
    private static final long LOCK = 0x70656572735f7631L; // "peers_v1"
    private static final int BATCH = 500;
    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DataSource database;
    private final KafkaSettings kafka;
    private final AtomicBoolean running = new AtomicBoolean();
    private @Nullable KafkaProducer<String, String> producer;
    private boolean topicReady;

    @Inject
    EventDrain(DataSource database, KafkaSettings kafka) {
        this.database = database;
        this.kafka = kafka;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void regularly() {
        drain();
    }

    void soon(@ObservesAsync PeerChanged changed) {
        drain();
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
            producer = null;
        }
    }

    private void drain() {
        if (!running.compareAndSet(false, true)) {
            return; // whoever runs sees what was committed, or the next second does
        }
        try {
            while (drainSome()) {
                LOG.trace("more peer events");
            }
        } catch (SQLException | IllegalStateException e) {
            LOG.warnf("peer events wait: %s", e.getMessage());
        } finally {
            running.set(false);
        }
    }

    /// Sends one batch; true when there may be more.
    private boolean drainSome() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            List<Waiting> batch = locked(connection) ? read(connection) : List.of();
            if (!batch.isEmpty()) {
                send(batch);
                delete(connection, batch);
            }
            connection.commit();
            return batch.size() == BATCH;
        }
    }

    private static boolean locked(Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            try (ResultSet answer = lock.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private static List<Waiting> read(Connection connection) throws SQLException {
        List<Waiting> batch = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select id, peer_id, body from peer_events order by id limit ?")) {
            select.setInt(1, BATCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    batch.add(new Waiting(rows.getLong(1), rows.getString(2), rows.getString(3)));
                }
            }
        }
        return batch;
    }

    private static void delete(Connection connection, List<Waiting> batch) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from peer_events where id = any (?)")) {
            delete.setArray(
                    1,
                    connection.createArrayOf("bigint", batch.stream().map(Waiting::id).toArray()));
            delete.executeUpdate();
        }
    }

    private void send(List<Waiting> batch) {
        List<Future<?>> sent = new ArrayList<>();
        try {
            KafkaProducer<String, String> open = producer();
            for (Waiting each : batch) {
                sent.add(open.send(new ProducerRecord<>(Topics.PEERS, each.peer, each.body)));
            }
            open.flush();
            for (Future<?> each : sent) {
                each.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new IllegalStateException("Kafka does not take them", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private synchronized KafkaProducer<String, String> producer() {
        if (!topicReady) {
            TopicSetup.ensure(
                    kafka,
                    Topics.PEERS,
                    PARTITIONS,
                    Map.of("cleanup.policy", "compact", "max.compaction.lag.ms", "86400000"),
                    PATIENCE);
            topicReady = true;
        }
        KafkaProducer<String, String> open = producer;
        if (open == null) {
            open =
                    new KafkaProducer<>(
                            kafka.producer(), new StringSerializer(), new StringSerializer());
            producer = open;
        }
        return open;
    }

    private record Waiting(long id, String peer, String body) {}
}
