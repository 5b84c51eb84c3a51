package xyz.blueblocks.audit.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.audit.core.Samples;
import xyz.blueblocks.audit.outbound.TestLog;
import xyz.blueblocks.audit.outbound.TestTopic;
import xyz.blueblocks.crypto.merkle.Checkpoint;
import xyz.blueblocks.servicekit.testing.TestInfra;
import xyz.blueblocks.wire.Topics;

/// The program as it is shipped, in the memory that it is given, killed and started again.
class PackagedServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String COUNT =
            "select count(*) from log_entry where open_json like '%packaged:0%'";
    private static final String ORIGIN = "packaged.test/log";

    private final List<Process> started = new ArrayList<>();
    private final KeysAndDiscovery keys = new KeysAndDiscovery();
    private final Map<String, String> settings = keys.start();

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
        keys.stop();
    }

    @Test
    @DisplayName(
            "H03: the packaged service logs 6 000 events exactly once in a heap of 96 MB, through a kill")
    void logs_thousands_of_events_in_a_small_heap_through_a_kill() throws Exception {
        try (TestLog log = TestLog.create("packaged");
                TestTopic topic = TestTopic.create(Topics.AUDIT_EVENTS, 6)) {
            Process first = start(log);
            send(topic, 0, 3_000);
            Await.until("first leaves", PATIENCE, () -> log.count(COUNT) > 500);
            first.destroyForcibly().waitFor();
            send(topic, 2_500, 6_000);
            int port = freePort();
            Process second = start(log, port);
            Await.until("all leaves", PATIENCE, () -> log.count(COUNT) >= 6_000);
            URI base = URI.create("http://127.0.0.1:" + port + "/");
            Await.until(
                    "signed",
                    PATIENCE,
                    () -> {
                        String note =
                                new String(
                                        new AuditClient(base).open("checkpoint").body(),
                                        StandardCharsets.UTF_8);
                        return log.verifier(ORIGIN)
                                .checkpoint(note)
                                .map(Checkpoint::size)
                                .filter(size -> size >= 6_000)
                                .isPresent();
                    });
            assertThat(log.count(COUNT)).isEqualTo(6_000);
            assertThat(log.count("select count(distinct event_tag) from log_entry"))
                    .isEqualTo(log.count("select count(*) from log_entry"));
            assertThat(second.isAlive()).isTrue();
            second.destroy();
            assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void send(TestTopic topic, int from, int to) {
        for (int i = from; i < to; i++) {
            topic.send(
                    "rec_" + i % 7,
                    Samples.event("urn:blueblocks:service:packaged:0", "p" + i, 1 + i % 7, 20, true)
                            .toJson()
                            .canonical());
        }
        topic.flush();
    }

    private Process start(TestLog log) throws IOException {
        return start(log, freePort());
    }

    private Process start(TestLog log, int port) throws IOException {
        Path program = Path.of("target", "quarkus-app", "quarkus-run.jar");
        assertThat(Files.exists(program)).as("packaged before integration tests").isTrue();
        ProcessBuilder builder =
                new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:TieredStopAtLevel=1",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        program.toString());
        Map<String, String> environment = builder.environment();
        settings.forEach((name, value) -> environment.put(variable(name), value));
        environment.put("BLUEBLOCKS_AUDIT_ORIGIN", ORIGIN);
        environment.put("BLUEBLOCKS_AUDIT_READER_GROUP", "packaged");
        environment.put("KAFKA_BOOTSTRAP_SERVERS", TestInfra.addresses().get("kafka"));
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", TestLog.jdbcUrl(log.name()));
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", TestLog.reactiveUrl(log.name()));
        environment.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
        environment.put("QUARKUS_DATASOURCE_PASSWORD", "postgres");
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_HTTP_INSECURE_REQUESTS", "enabled");
        environment.put("QUARKUS_FLYWAY_MIGRATE_AT_START", "true");
        builder.redirectErrorStream(true).redirectOutput(new File("target/packaged.txt"));
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
