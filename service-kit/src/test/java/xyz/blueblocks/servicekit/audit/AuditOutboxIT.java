package xyz.blueblocks.servicekit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.servicekit.audit.AuditOutbox.Outcome;
import xyz.blueblocks.servicekit.testing.EmbeddedKafka;
import xyz.blueblocks.servicekit.testing.TestInfra;
import xyz.blueblocks.servicekit.testing.TopicReader;

final class AuditOutboxIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long ROOMY = 8 << 20;

    @TempDir private Path folder;

    @Test
    @DisplayName("H02: events reach Kafka in order, each once, when nothing fails")
    void ships_in_order() {
        try (TopicReader reader = TopicReader.open("outbox-order")) {
            try (AuditOutbox outbox = open("outbox-order", TestInfra.addresses().get("kafka"))) {
                appendAll(outbox, 0, 2000);
                awaitShipped(outbox);
            }

            assertThat(texts(reader.all())).isEqualTo(names(0, 2000));
        }
    }

    @Test
    @DisplayName("H20: events appended while Kafka is away are kept and arrive when it comes")
    void keeps_events_while_kafka_is_away(@TempDir Path kafkaFolder) {
        EmbeddedKafka kafka = EmbeddedKafka.start(kafkaFolder);
        String bootstrap = kafka.bootstrap();
        kafka.close();
        try (AuditOutbox outbox = open("outbox-away", bootstrap)) {
            appendAll(outbox, 0, 100);
            await(() -> !outbox.shipping());
            assertThat(outbox.accepting()).isTrue();
            assertThat(outbox.pendingBytes()).isPositive();
        }

        try (AuditOutbox outbox = open("outbox-away", TestInfra.addresses().get("kafka"));
                TopicReader reader = TopicReader.open("outbox-away")) {
            awaitShipped(outbox);
            assertThat(texts(reader.all())).isEqualTo(names(0, 100));
        }
    }

    @Test
    @DisplayName("H20: a process killed at any moment loses no event that it had confirmed")
    void survives_kill_nine() throws IOException, InterruptedException {
        Path confirmed = folder.resolve("confirmed");
        Process writer =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Appender.class.getName(),
                                folder.toString(),
                                confirmed.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(new File(folder.toFile(), "out"))
                        .start();
        await(() -> lines(confirmed) > 500);
        writer.destroyForcibly();
        assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
        int safe = lines(confirmed);

        try (AuditOutbox outbox = open("outbox-killed", TestInfra.addresses().get("kafka"));
                TopicReader reader = TopicReader.open("outbox-killed")) {
            awaitShipped(outbox);
            List<String> arrived = texts(reader.all());
            assertThat(arrived).hasSizeGreaterThanOrEqualTo(safe);
            assertThat(arrived).isEqualTo(names(0, arrived.size()));
        }
    }

    @Test
    @DisplayName("H20: a full spool refuses events instead of losing them")
    void refuses_when_full() {
        String nobody = "127.0.0.1:1";
        try (AuditOutbox outbox =
                AuditOutbox.open(
                        folder.resolve("spool"), 4096, new KafkaAuditSink("t", settings(nobody)))) {
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                outcomes.add(outbox.append("k", bytes(i)).toCompletableFuture().join());
            }

            int kept = outcomes.indexOf(Outcome.FULL);
            assertThat(kept).isPositive();
            assertThat(outcomes.subList(kept, 400)).containsOnly(Outcome.FULL);
            assertThat(outbox.accepting()).isFalse();
        }
    }

    private AuditOutbox open(String topic, String bootstrap) {
        return AuditOutbox.open(
                folder.resolve("spool"), ROOMY, new KafkaAuditSink(topic, settings(bootstrap)));
    }

    private static Map<String, Object> settings(String bootstrap) {
        return Map.of(
                "bootstrap.servers",
                bootstrap,
                "acks",
                "all",
                "max.block.ms",
                1000,
                "request.timeout.ms",
                1000,
                "delivery.timeout.ms",
                3000,
                "linger.ms",
                5);
    }

    private static void appendAll(AuditOutbox outbox, int from, int to) {
        List<CompletionStage<Outcome>> all = new ArrayList<>();
        for (int i = from; i < to; i++) {
            all.add(outbox.append("k", bytes(i)));
        }
        CompletableFuture.allOf(
                        all.stream()
                                .map(CompletionStage::toCompletableFuture)
                                .toArray(CompletableFuture[]::new))
                .join();
        assertThat(all).allMatch(o -> o.toCompletableFuture().join() == Outcome.SPOOLED);
    }

    private static void awaitShipped(AuditOutbox outbox) {
        await(() -> outbox.pendingBytes() == 0);
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.onSpinWait();
        }
    }

    private static int lines(Path file) {
        try {
            return Files.exists(file) ? (int) Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static List<String> texts(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().map(r -> new String(r.value(), StandardCharsets.UTF_8)).toList();
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "event-" + i).toList();
    }

    private static byte[] bytes(int i) {
        return ("event-" + i).getBytes(StandardCharsets.UTF_8);
    }

    /// Appends without end; writes one byte to a file for each event that was confirmed.
    static final class Appender {
        private Appender() {}

        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[0]);
            try (AuditOutbox outbox =
                            AuditOutbox.open(
                                    folder.resolve("spool"),
                                    ROOMY,
                                    new KafkaAuditSink("outbox-killed", settings("127.0.0.1:1")));
                    var confirmed = Files.newOutputStream(Path.of(args[1]))) {
                for (int i = 0; i < 200_000; i++) {
                    if (outbox.append("k", bytes(i)).toCompletableFuture().join()
                            == Outcome.SPOOLED) {
                        confirmed.write('.');
                    }
                }
            }
        }
    }
}
