package xyz.blueblocks.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.localstack.state.ProcessRegistry;

/// A cache made while the stack runs, and used by the next start.
class RehearsalIT {
    private static final ServiceId KAFKA = new ServiceId(ServiceKind.KAFKA, 1);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir private Path folder;

    @Test
    void a_second_start_uses_the_cache_that_the_first_made_in_the_background() {
        StackSettings settings =
                StackSettings.in(folder.resolve("state"))
                        .infrastructureOnly()
                        .withCache(folder.resolve("cache"));
        try (LocalStack first = LocalStack.start(settings.withRehearsal())) {
            assertThat(commandLine(first)).doesNotContain("AOTCache");
            assertThat(Eventually.within(PATIENCE, () -> caches() == 1)).isTrue();
        }

        try (LocalStack second = LocalStack.start(settings)) {
            assertThat(commandLine(second)).contains("-XX:AOTCache=" + folder.resolve("cache"));
        }
    }

    @Test
    void a_stack_that_stops_while_it_rehearses_leaves_no_process_and_no_half_cache() {
        StackSettings settings =
                StackSettings.in(folder.resolve("state"))
                        .infrastructureOnly()
                        .withCache(folder.resolve("cache"));
        ProcessHandle rehearsing;
        try (LocalStack stack = LocalStack.start(settings.withRehearsal())) {
            var registry = new ProcessRegistry(stack.state().resolve("run"));
            assertThat(
                            Eventually.within(
                                    PATIENCE,
                                    () -> registry.find(StackSecrets.REHEARSAL).isPresent()))
                    .isTrue();
            rehearsing = registry.find(StackSecrets.REHEARSAL).orElseThrow().handle().orElseThrow();
        }

        assertThat(rehearsing.isAlive()).isFalse();
        assertThat(caches()).isZero();
        assertThat(folder.resolve("state/run/rehearsal")).doesNotExist();
    }

    private int caches() {
        int count = 0;
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(folder.resolve("cache/aot"), "*.aot")) {
            for (Path _ : found) count++;
            return count;
        } catch (IOException e) {
            return 0;
        }
    }

    private static String commandLine(LocalStack stack) {
        return ProcessHandle.of(stack.pid(KAFKA).orElseThrow())
                .orElseThrow()
                .info()
                .commandLine()
                .orElseThrow();
    }
}
