package xyz.blueblocks.audit.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.audit.core.Samples;
import xyz.blueblocks.audit.outbound.TestTopic;
import xyz.blueblocks.servicekit.testing.TestInfra;
import xyz.blueblocks.servicekit.testing.TopicReader;
import xyz.blueblocks.wire.Topics;
import xyz.blueblocks.wire.event.AuditEvent;

/// What an operator and a reader of the dead-letter topic notice of a bad event.
@QuarkusTest
@WithTestResource(value = TestInfra.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = KeysAndDiscovery.class, scope = TestResourceScope.GLOBAL)
final class DeadLetterAlertIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String COUNTER =
            "blueblocks_audit_dead_letters_events_total{reason=\"INCOMPLETE\"";

    @TestHTTPResource("/")
    private URI base;

    @Test
    @DisplayName("H01: a missing member goes to the dead-letter topic, counts, and raises an alert")
    void a_missing_member_is_a_dead_letter_with_alert() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler = collecting(lines);
        Logger logger = Logger.getLogger(EventsReader.class.getName());
        logger.addHandler(handler);
        AuditEvent whole = Samples.event("alert-1", 1, 2);
        byte[] bad =
                whole.toJson()
                        .with("data", whole.data().toJson().without("accessor_npi"))
                        .canonical();
        double before = counted();
        try (TopicReader letters = TopicReader.open(Topics.AUDIT_DEAD_LETTER);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(
                                TestTopic.kafka().producer(),
                                new ByteArraySerializer(),
                                new ByteArraySerializer())) {
            Future<?> sent =
                    producer.send(
                            new ProducerRecord<>(
                                    Topics.AUDIT_EVENTS,
                                    "rec_1".getBytes(StandardCharsets.UTF_8),
                                    bad));
            sent.get();
            ConsumerRecord<String, byte[]> letter =
                    letters.await(each -> Arrays.equals(each.value(), bad), PATIENCE);
            assertThat(letter.key()).isEqualTo("rec_1");
            assertThat(
                            new String(
                                    letter.headers().lastHeader("bb-detail").value(),
                                    StandardCharsets.UTF_8))
                    .isEqualTo("accessor_npi: absent");
        } finally {
            logger.removeHandler(handler);
        }
        Await.until("counted", PATIENCE, () -> counted() >= before + 1);
        assertThat(lines)
                .anyMatch(line -> line.startsWith("audit alert: dead letter reason=INCOMPLETE"))
                .noneMatch(line -> line.contains(Samples.address(1)) || line.contains("rec_1"));
    }

    private double counted() {
        String metrics =
                new String(new AuditClient(base).open("q/metrics").body(), StandardCharsets.UTF_8);
        return metrics.lines()
                .filter(line -> line.startsWith(COUNTER))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static Handler collecting(List<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                lines.add(String.format(record.getMessage(), record.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
