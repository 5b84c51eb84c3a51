package xyz.blueblocks.audit.outbound;

import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tells the topics what the log holds: entries, checkpoints, dead letters; on one thread of its
/// own.
///
/// The log's tables are the outbox: what was told is a cursor that moves after Kafka has
/// acknowledged, in order, at least once. A crash in between tells some again; every message
/// carries its index, so a reader knows a repeat. One replica publishes at a time, by advisory
/// lock.
public final class TopicPublisher implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TopicPublisher.class);

    /// Advisory lock of whoever publishes; the number is ASCII "bbauditP".
    private static final long PUBLISHER_LOCK = 0x6262617564697450L;

    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(35);
    private static final long FAILURE_PAUSE_MILLIS = 2_000;

    private final Database database;
    private final LogMessages messages;
    private final BooleanSupplier allowed;
    private final Map<String, Object> producerSettings;
    private final Semaphore more = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean failing;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    /// A publisher that waits for [#start].
    ///
    /// @param producerSettings of a producer with `acks=all` and idempotence, without serialisation
    /// @param allowed asked before each round: a log that is held tells nothing, because the topics
    ///   are where it is looked up how far it went
    public TopicPublisher(
            Database database,
            LogMessages messages,
            BooleanSupplier allowed,
            Map<String, Object> producerSettings) {
        this.database = database;
        this.messages = messages;
        this.allowed = allowed;
        this.producerSettings = Map.copyOf(producerSettings);
        this.thread = Thread.ofPlatform().name("audit-publisher").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Says that there is something new to tell; never blocks.
    public void wake() {
        more.release();
    }

    public boolean alive() {
        return thread.isAlive();
    }

    /// True while the last attempt failed: topics lag behind the log, which is not lost by that.
    public boolean failing() {
        return failing;
    }

    private void run() {
        while (!stopping) {
            try {
                if (!allowed.getAsBoolean() || !publishSome()) {
                    boolean _ = more.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                    more.drainPermits();
                }
                failing = false;
            } catch (InterruptedException e) {
                // closing
            } catch (RuntimeException e) {
                if (!stopping) {
                    failing = true;
                    LOG.errorf(e, "audit publisher: failed, again in %d ms", FAILURE_PAUSE_MILLIS);
                    // A producer that failed may hold messages back and send them later, after
                    // newer ones.
                    dropProducer();
                    pause();
                }
            }
        }
    }

    /// Publishes one round.
    ///
    /// @return true when there may be more
    boolean publishSome() {
        return database.inTransaction(session -> {
            for (Row row : session.query("select pg_try_advisory_xact_lock($1)", PUBLISHER_LOCK)) {
                if (!row.getBoolean(0)) {
                    return false;
                }
            }
            LogMessages.Round round = messages.next(session);
            if (round.isEmpty()) {
                return false;
            }
            send(round.records());
            round.markTold(session);
            return round.full();
        });
    }

    private void send(List<ProducerRecord<byte[], byte[]>> records) {
        KafkaProducer<byte[], byte[]> open = producer;
        if (open == null) {
            open =
                    new KafkaProducer<>(
                            producerSettings, new ByteArraySerializer(), new ByteArraySerializer());
            producer = open;
        }
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : records) {
            sent.add(open.send(record));
        }
        open.flush();
        for (Future<RecordMetadata> each : sent) {
            try {
                each.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("publish: interrupted", e);
            } catch (java.util.concurrent.ExecutionException
                    | java.util.concurrent.TimeoutException e) {
                throw new IllegalStateException("publish: Kafka did not acknowledge", e);
            }
        }
    }

    private void dropProducer() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
            producer = null;
        }
    }

    private void pause() {
        try {
            Thread.sleep(FAILURE_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            // closing
        }
    }

    @Override
    public void close() {
        stopping = true;
        wake();
        try {
            if (thread.isAlive() && !thread.join(Duration.ofSeconds(5))) {
                thread.interrupt();
                thread.join(Duration.ofSeconds(5));
            }
            dropProducer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
