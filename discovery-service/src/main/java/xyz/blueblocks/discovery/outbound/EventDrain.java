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
import xyz.blueblocks.discovery.config.DiscoverySettings;
import xyz.blueblocks.servicekit.kafka.KafkaSettings;
import xyz.blueblocks.wire.Topics;

/// Carries events from `peer_events` to the peers topic (row A11).
///
/// One replica at a time, under an advisory lock, in the order of the table: so a peer's events are
/// on the topic in the order of its steps, and compaction keeps the last. A row is deleted once
/// Kafka has it; a crash between the two sends it again, which its version makes harmless. A topic
/// that is new is told everybody ([PeersTopic]). Runs on worker threads.
@Singleton
class EventDrain {
    private static final Logger LOG = Logger.getLogger(EventDrain.class);
    private static final long LOCK = 0x70656572735f7631L; // "peers_v1"
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DataSource database;
    private final KafkaSettings kafka;
    private final PeersTopic topic;
    private final Duration lookEvery;
    private final AtomicBoolean running = new AtomicBoolean();
    private @Nullable KafkaProducer<String, String> producer;
    private volatile boolean looked;
    private long lookedAt;

    @Inject
    EventDrain(
            DataSource database,
            KafkaSettings kafka,
            PeersTopic topic,
            DiscoverySettings settings) {
        this.database = database;
        this.kafka = kafka;
        this.topic = topic;
        this.lookEvery = settings.topicCheckEvery();
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
            looked = false;
        }
    }

    private void drain() {
        if (!running.compareAndSet(false, true)) {
            return; // whoever runs sees what was committed, or the next second does
        }
        try {
            String topicId = looked && recent() ? "" : topic.id();
            while (drainSome()) {
                LOG.trace("more peer events");
            }
            if (!topicId.isEmpty()) {
                tellAllOnce(topicId);
                lookedAt = System.nanoTime();
                looked = true;
            }
        } catch (SQLException | IllegalStateException e) {
            LOG.warnf("peer events wait: %s", e.getMessage());
        } finally {
            running.set(false);
        }
    }

    private boolean recent() {
        return System.nanoTime() - lookedAt < lookEvery.toNanos();
    }

    /// Tells a topic that is new everybody, after what waited: an older event behind a newer one
    /// would be what compaction keeps. Changes committed meanwhile wait, and come behind.
    private void tellAllOnce(String topicId) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            if (locked(connection) && !PeersTopic.knows(connection, topicId)) {
                PeersTopic.Page page = topic.page(connection, 0);
                long told = page.records().size();
                send(page.records());
                while (page.full()) {
                    page = topic.page(connection, page.last());
                    send(page.records());
                    told += page.records().size();
                }
                PeersTopic.note(connection, topicId);
                LOG.infof("peers topic is new: told %d peers", told);
            }
            connection.commit();
        }
    }

    /// Sends one batch; true when there may be more.
    private boolean drainSome() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            List<Waiting> batch = locked(connection) ? read(connection) : List.of();
            if (!batch.isEmpty()) {
                send(
                        batch.stream()
                                .map(each ->
                                        new ProducerRecord<>(Topics.PEERS, each.peer, each.body))
                                .toList());
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

    private void send(List<ProducerRecord<String, String>> batch) {
        List<Future<?>> sent = new ArrayList<>();
        try {
            KafkaProducer<String, String> open = producer();
            for (ProducerRecord<String, String> each : batch) {
                sent.add(open.send(each));
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
