package xyz.blueblocks.relay.outbound;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import xyz.blueblocks.relay.core.MinuteReport;
import xyz.blueblocks.relay.core.RelayCounters;
import xyz.blueblocks.wire.Topics;
import xyz.blueblocks.wire.event.RelayReport;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.route.HopId;

/// Signed reports to planners, over Kafka: counts of a minute, who is attached, which tokens
/// failed.
///
/// Nothing in them joins two hops: attachments are the receivers' own signatures, hop ids are known
/// to the planner that issued them and to nobody else.
public final class ReportWriter implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ReportWriter.class.getName());

    /// A report that a broker out of reach does not take is followed by another; a relay that stops
    /// must not wait for it.
    private static final int MOST_BLOCKED_MILLIS = 1_000;

    private final KafkaProducer<String, byte[]> producer;
    private final RelayIdentity identity;
    private final RelayCounters counters;
    private final InstantSource clock;
    private final Runnable notTold;
    private long opened;
    private long closed;
    private long refused;
    private long bytes;

    /// @param settings of a producer, as service-kit gives them
    /// @param notTold called when the broker did not take a report in time, so that who is attached
    ///   is told again; on the producer's thread
    public ReportWriter(
            Map<String, Object> settings,
            RelayIdentity identity,
            RelayCounters counters,
            InstantSource clock,
            Runnable notTold) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MOST_BLOCKED_MILLIS);
        producer = new KafkaProducer<>(own, new StringSerializer(), new ByteArraySerializer());
        this.identity = identity;
        this.counters = counters;
        this.clock = clock;
        this.notTold = notTold;
    }

    /// Writes what has to be told now; waits for a broker out of reach for a second per message.
    ///
    /// @param counted whether a minute is over, so that its counts go with it
    public synchronized void write(MinuteReport report, boolean counted) {
        Instant now = clock.instant();
        List<List<JsonObject>> attachments =
                parts(report.attachments(), RelayReport.MAX_ATTACHMENTS);
        List<List<HopId>> failures = parts(report.failures(), RelayReport.MAX_FAILURES);
        int messages = Math.max(1, Math.max(attachments.size(), failures.size()));
        for (int i = 0; i < messages; i++) {
            RelayReport.Counts counts = counted && i == 0 ? counts() : RelayReport.Counts.NONE;
            send(
                    new RelayReport(
                            identity.id(),
                            now.truncatedTo(ChronoUnit.MINUTES),
                            counts,
                            i < attachments.size() ? attachments.get(i) : List.of(),
                            i < failures.size() ? failures.get(i) : List.of(),
                            now));
        }
    }

    private RelayReport.Counts counts() {
        long wasOpened = opened;
        long wasClosed = closed;
        long wasRefused = refused;
        long hadBytes = bytes;
        opened = counters.circuitsOpened();
        closed = counters.circuitsClosed();
        refused = counters.dropped();
        bytes = counters.bytes();
        return new RelayReport.Counts(
                opened - wasOpened,
                refused - wasRefused,
                closed - wasClosed,
                counters.openCircuits(),
                bytes - hadBytes);
    }

    private void send(RelayReport report) {
        byte[] signed =
                SignedJson.sign(report.toJson(), RelayReport.LABEL, identity.key()).canonical();
        producer.send(
                new ProducerRecord<>(Topics.RELAY_REPORTS, identity.id().toString(), signed),
                (_, failure) -> {
                    if (failure != null) {
                        LOG.log(
                                System.Logger.Level.WARNING,
                                "relay report not written: {0}",
                                failure.getClass().getSimpleName());
                        if (failure instanceof RetriableException) {
                            notTold.run();
                        }
                    }
                });
    }

    private static <T> List<List<T>> parts(List<T> all, int most) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += most) {
            parts.add(all.subList(from, Math.min(all.size(), from + most)));
        }
        return parts;
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(3));
    }
}
