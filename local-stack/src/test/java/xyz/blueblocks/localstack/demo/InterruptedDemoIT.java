package xyz.blueblocks.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.localstack.state.ProcessRegistry;
import xyz.blueblocks.localstack.state.StackLock;
import xyz.blueblocks.localstack.state.StateFolder;

/// Ctrl-C in the middle of `bb demo`, as a terminal does it: the whole process group gets SIGINT.
class InterruptedDemoIT {
    private static final long SEED = 130;
    private static final int FILE_BYTES = 3 << 20;
    private static final int LIMIT_SECONDS = 240;

    @TempDir private Path temporary;
    private Optional<Process> running = Optional.empty();

    @AfterEach
    void end() {
        running.ifPresent(demo -> demo.destroyForcibly().onExit().join());
    }

    /// While PostgreSQL is unpacked or its data made, while services start, while a file travels,
    /// and while everything stops.
    @Test
    void ctrl_c_leaves_no_process_no_lock_and_nothing_that_hinders_the_next() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setsid")));
        StateFolder folder = new StateFolder(temporary.resolve("state"));
        for (String moment : List.of("Starting a network", " postgres", "anna sends", "Done:")) {
            Process demo = demo(folder);
            running = Optional.of(demo);
            List<String> said = new ArrayList<>();
            assertThat(reads(demo, moment, said)).as("'%s' in %s", moment, said).isTrue();
            interrupt(demo);

            assertThat(demo.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as(moment).isTrue();
            assertThat(new ProcessRegistry(folder.run()).living()).as(moment).isEmpty();
            assertThat(processesIn(folder.root())).as(moment).isEmpty();
            try (StackLock lock = StackLock.tryTake(folder.lock()).orElseThrow()) {
                assertThat(lock).as(moment).isNotNull();
            }
        }
        assertThat(folder.postgres().resolve("data.part")).doesNotExist();
        assertThat(temporary.resolve("cache/blueblocks"))
                .isDirectoryNotContaining("glob:**.part-*");
    }

    private Process demo(StateFolder folder) throws IOException {
        byte[] content = new byte[FILE_BYTES];
        new Random(SEED).nextBytes(content);
        Path file = Files.write(temporary.resolve("scan.dcm"), content);
        ProcessBuilder builder =
                new ProcessBuilder(
                        // Whoever runs tests in the background of a shell ignores SIGINT, and what
                        // is ignored is inherited.
                        "env",
                        "--default-signal=INT",
                        "setsid",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dbb.home=" + System.getProperty("bb.home", ""),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "xyz.blueblocks.cli.Main",
                        "demo",
                        "--state",
                        folder.root().toString(),
                        file.toString());
        builder.environment().put("XDG_CACHE_HOME", temporary.resolve("cache").toString());
        builder.environment().remove("BB_CACHE");
        builder.redirectError(temporary.resolve("demo.err").toFile());
        return builder.start();
    }

    private static boolean reads(Process demo, String moment, List<String> said)
            throws IOException {
        BufferedReader out = demo.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            if (line.contains(moment)) return true;
        }
        return false;
    }

    private static void interrupt(Process demo) throws IOException, InterruptedException {
        int code =
                new ProcessBuilder("/bin/sh", "-c", "kill -INT -" + demo.pid())
                        .inheritIO()
                        .start()
                        .waitFor();
        assertThat(code).isZero();
    }

    /// Each process that works in the stack's folder, on record or not.
    private static List<String> processesIn(Path root) throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path each : all) {
                try {
                    Path works = Files.readSymbolicLink(each.resolve("cwd"));
                    if (works.startsWith(root)) found.add(each + " in " + works);
                } catch (IOException e) {
                    continue; // gone just now
                }
            }
        }
        return found;
    }
}
