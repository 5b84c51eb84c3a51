package xyz.blueblocks.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.localstack.state.ProcessIdentity;
import xyz.blueblocks.localstack.state.StateFolder;
import xyz.blueblocks.wire.Topics;

/// PostgreSQL and Kafka as a stack runs them: who gets in, what survives, what is left behind.
@TestMethodOrder(MethodOrderer.MethodName.class)
class LocalStackIT {
    private static final ServiceId POSTGRES = new ServiceId(ServiceKind.POSTGRES, 1);
    private static final ServiceId KAFKA = new ServiceId(ServiceKind.KAFKA, 1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private static Path folder;
    private static LocalStack stack;

    @BeforeAll
    static void start() {
        stack = LocalStack.start(settings());
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    private static StackSettings settings() {
        return StackSettings.in(folder.resolve("state")).infrastructureOnly();
    }

    @Test
    void everything_is_ready_and_says_what_it_costs() {
        assertThat(stack.status())
                .hasSize(2)
                .allSatisfy(s -> assertThat(s.state()).isEqualTo(ServiceState.READY))
                .allSatisfy(
                        s -> assertThat(s.memoryBytes().orElse(0)).isBetween(1L << 20, 600L << 20));
    }

    @Test
    void a_second_stack_in_the_same_folder_is_refused() {
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> LocalStack.start(settings()))
                .withMessageContaining("runs already");
        assertThat(LocalStack.attach(stack.state())).isPresent();
    }

    @Test
    void a_service_enters_its_own_database_with_its_password() throws SQLException {
        try (Connection connection = login("discovery", "discovery", password("discovery"))) {
            assertThat(
                            connection
                                    .createStatement()
                                    .execute("CREATE TABLE t1 (x int); DROP TABLE t1"))
                    .isFalse();
        }
    }

    @Test
    void a_wrong_password_and_a_foreign_database_are_refused() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> login("discovery", "discovery", "x".repeat(43)))
                .withMessageContaining("password authentication failed");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> login("audit", "discovery", password("discovery")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "kafka"})
    void what_was_killed_comes_back_with_what_it_had(String name) throws Exception {
        ServiceId victim = ServiceId.parse(name).orElseThrow();
        String mark = "mark-" + System.nanoTime();
        try (Connection connection = login("audit", "audit", password("audit"))) {
            connection.createStatement().execute("CREATE TABLE IF NOT EXISTS marks (m text)");
            connection.createStatement().execute("INSERT INTO marks VALUES ('" + mark + "')");
        }
        send("discovery", Topics.PEERS, mark);

        stack.kill(victim);
        assertThat(state(victim)).isEqualTo(ServiceState.DOWN);
        stack.start(victim);

        assertThat(state(victim)).isEqualTo(ServiceState.READY);
        try (Connection connection = login("audit", "audit", password("audit"));
                ResultSet rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "SELECT count(*) FROM marks WHERE m = '" + mark + "'")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
        assertThat(read("planner", Topics.PEERS)).contains(mark);
    }

    @Test
    void a_stopped_service_can_be_started_through_another_process_too() {
        LocalStack attached = LocalStack.attach(stack.state()).orElseThrow();

        attached.stop(POSTGRES);
        assertThat(state(POSTGRES)).isEqualTo(ServiceState.DOWN);
        attached.start(POSTGRES);

        assertThat(state(POSTGRES)).isEqualTo(ServiceState.READY);
    }

    @Test
    @DisplayName(
            "the broker gives a relay's password no topic to read, and a stranger nothing at all")
    void the_broker_gives_each_what_it_needs_and_no_more() throws Exception {
        send("relay-2", Topics.RELAY_REPORTS, "report");

        assertThat(read(StackSecrets.OBSERVER, Topics.RELAY_REPORTS)).contains("report");
        assertThatExceptionOfType(TopicAuthorizationException.class)
                .isThrownBy(() -> read("relay-2", Topics.PEERS));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> send("relay-2", Topics.PEERS, "forged"))
                .withCauseInstanceOf(TopicAuthorizationException.class);
        Map<String, Object> stranger = new HashMap<>(stack.kafka("relay-2"));
        stranger.computeIfPresent(
                "sasl.jaas.config",
                (_, login) ->
                        login.toString().replaceFirst("password=\"[^\"]*\"", "password=\"guess\""));
        try (Admin admin = Admin.create(stranger)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> admin.listTopics().names().get())
                    .withCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void secrets_stand_in_no_log_and_on_no_command_line() throws Exception {
        try (var secrets = Files.list(new StateFolder(stack.state()).secrets());
                var logs = Files.list(new StateFolder(stack.state()).logs())) {
            List<Path> written = logs.toList();
            for (Path secret : secrets.toList()) {
                String text = Files.readString(secret).strip();
                for (Path log : written) {
                    assertThat(Files.readString(log, StandardCharsets.ISO_8859_1))
                            .as(secret + " in " + log)
                            .doesNotContain(text);
                }
                for (ServiceId id : List.of(POSTGRES, KAFKA)) {
                    String line =
                            ProcessHandle.of(stack.pid(id).orElseThrow())
                                    .orElseThrow()
                                    .info()
                                    .commandLine()
                                    .orElse("");
                    assertThat(line).isNotEmpty().doesNotContain(text);
                }
            }
        }
    }

    @Test
    void z_a_closed_stack_starts_again_and_knows_what_it_knew() throws Exception {
        send("discovery", Topics.PEERS, "before-restart");
        Optional<String> log = Optional.of(stack.layout().address(KAFKA));
        List<Long> pids = stack.status().stream().map(s -> s.pid().orElseThrow()).toList();

        stack.close();
        // Not by ProcessHandle: it counts a child that only waits to be reaped as alive.
        for (long pid : pids) assertThat(ProcessIdentity.of(pid)).isEmpty();
        assertThat(LocalStack.attach(folder.resolve("state"))).isEmpty();
        stack = LocalStack.start(settings());

        assertThat(log).contains(stack.layout().address(KAFKA));
        assertThat(read("planner", Topics.PEERS)).contains("before-restart");
    }

    private static ServiceState state(ServiceId id) {
        return stack.status().stream()
                .filter(s -> s.service().equals(id))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static String password(String role) {
        return new StackSecrets(new StateFolder(stack.state()).secrets())
                .postgresAccount(ServiceKind.valueOf(role.toUpperCase(Locale.ROOT)))
                .password();
    }

    private static Connection login(String database, String user, String password)
            throws SQLException {
        String url =
                "jdbc:postgresql://"
                        + stack.layout().address(POSTGRES)
                        + ":"
                        + stack.layout().port(POSTGRES, Port.SQL)
                        + "/"
                        + database;
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(url, properties);
    }

    private static void send(String user, String topic, String text) throws Exception {
        Map<String, Object> settings = new HashMap<>(stack.kafka(user));
        settings.put("max.block.ms", 10_000);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", text)).get();
        }
    }

    private static List<String> read(String user, String topic) {
        Map<String, Object> settings = new HashMap<>(stack.kafka(user));
        settings.put("default.api.timeout.ms", 15_000);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<String> read = new ArrayList<>();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Eventually.within(
                    PATIENCE,
                    () -> {
                        consumer.poll(Duration.ofMillis(100)).forEach(r -> read.add(r.value()));
                        return partitions.stream()
                                .allMatch(p -> consumer.position(p) >= ends.get(p));
                    });
            return read;
        }
    }
}
