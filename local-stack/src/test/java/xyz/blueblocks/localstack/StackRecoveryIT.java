package xyz.blueblocks.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.localstack.state.ProcessIdentity;
import xyz.blueblocks.localstack.state.ProcessRegistry;
import xyz.blueblocks.localstack.state.StateFolder;

/// A stack in a daemon, killed, abandoned and wiped at bad moments.
class StackRecoveryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir private Path temporary;
    private StateFolder folder;
    private ProcessRegistry registry;

    @BeforeEach
    void name() {
        folder = new StateFolder(temporary.resolve("state"));
        registry = new ProcessRegistry(folder.run());
    }

    @AfterEach
    void down() {
        StackDaemon.down(folder, true);
    }

    private StackSettings settings() {
        return StackSettings.in(folder.root()).infrastructureOnly();
    }

    @Test
    @DisplayName(
            "a stack whose supervisor was killed leaves no process, and the next start works at once")
    void a_killed_supervisor_leaves_no_process() throws IOException {
        StackDaemon.launch(settings(), _ -> {});
        List<ProcessIdentity> all = List.copyOf(registry.living().values());
        assertThat(all).hasSize(3);

        registry.find(RunningStack.SUPERVISOR)
                .orElseThrow()
                .handle()
                .orElseThrow()
                .destroyForcibly();

        assertThat(
                        Eventually.within(
                                PATIENCE, () -> all.stream().noneMatch(ProcessIdentity::isAlive)))
                .isTrue();
        StackDaemon.launch(settings(), _ -> {});
        assertThat(LocalStack.attach(folder.root()).orElseThrow().status())
                .allSatisfy(s -> assertThat(s.state()).isEqualTo(ServiceState.READY));
    }

    @Test
    void everything_killed_at_once_starts_again_over_stale_files() throws IOException {
        StackDaemon.launch(settings(), _ -> {});
        List<ProcessIdentity> all = List.copyOf(registry.living().values());
        all.forEach(process -> process.handle().ifPresent(ProcessHandle::destroyForcibly));
        assertThat(
                        Eventually.within(
                                PATIENCE, () -> all.stream().noneMatch(ProcessIdentity::isAlive)))
                .isTrue();
        Path pidFile = folder.postgres().resolve("data/postmaster.pid");
        List<String> lines = new ArrayList<>(Files.readAllLines(pidFile));
        lines.set(
                0,
                Long.toString(
                        ProcessHandle.current().pid())); // as if the id had gone to somebody else
        Files.write(pidFile, lines);

        StackDaemon.launch(settings(), _ -> {});

        assertThat(LocalStack.attach(folder.root())).isPresent();
    }

    @Test
    void an_interrupted_first_start_leaves_nothing_that_hinders_the_next() throws Exception {
        for (String begun : List.of(RunningStack.SUPERVISOR, "postgres", "kafka")) {
            Process launcher = launcher();
            assertThat(Eventually.within(PATIENCE, () -> registry.living().containsKey(begun)))
                    .as(begun)
                    .isTrue();
            // A supervisor that has just begun is on no record yet.
            List<ProcessHandle> made = launcher.descendants().toList();
            launcher.destroyForcibly().waitFor(); // the worst way to press Ctrl-C
            assertThat(
                            Eventually.within(
                                    PATIENCE,
                                    () ->
                                            made.stream().noneMatch(ProcessHandle::isAlive)
                                                    && registry.living().isEmpty()))
                    .as("interrupted when %s had just begun", begun)
                    .isTrue();
        }

        StackDaemon.launch(settings(), _ -> {});

        assertThat(LocalStack.attach(folder.root()).orElseThrow().status()).hasSize(2);
        assertThat(folder.postgres().resolve("data.part")).doesNotExist();
    }

    @Test
    void halves_of_an_earlier_attempt_are_thrown_away() throws IOException {
        folder.create();
        Files.writeString(
                Files.createDirectories(folder.postgres().resolve("data.part"))
                        .resolve("PG_VERSION"),
                "18\n");
        Files.writeString(
                Files.createDirectories(folder.postgres().resolve("data")).resolve("half"), "");
        Files.writeString(
                Files.createDirectories(folder.kafka().resolve("data.part"))
                        .resolve("meta.properties"),
                "");
        Files.writeString(
                Files.createDirectories(folder.kafka().resolve("data")).resolve("half"), "");

        StackDaemon.launch(settings().withInnerTls(), _ -> {});

        assertThat(LocalStack.attach(folder.root()).orElseThrow().status())
                .allSatisfy(s -> assertThat(s.state()).isEqualTo(ServiceState.READY));
    }

    @Test
    void down_ends_everything_and_wiping_forgets_it() throws IOException {
        StackDaemon.launch(settings(), _ -> {});
        List<ProcessIdentity> all = List.copyOf(registry.living().values());

        assertThat(StackDaemon.down(folder, true)).isTrue();

        assertThat(all).noneMatch(ProcessIdentity::isAlive);
        assertThat(folder.secrets()).doesNotExist();
        assertThat(StackDaemon.down(folder, false)).isFalse();
    }

    @Test
    void a_service_that_cannot_start_takes_the_others_with_it_and_says_why() {
        StackSettings doomed =
                settings()
                        .withServices(
                                List.of(
                                        new ServiceId(ServiceKind.POSTGRES, 1),
                                        new ServiceId(ServiceKind.KAFKA, 1)));
        folder.create();
        // A folder where the broker wants to write its configuration.
        folder.kafka().resolve("wanted/in-the-way").toFile().mkdirs();

        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> StackDaemon.launch(doomed, _ -> {}))
                .withMessageContaining("wanted");
        assertThat(registry.living()).isEmpty();
    }

    private Process launcher() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName(),
                        folder.root().toString())
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("launcher.log").toFile())
                .start();
    }
}
