package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// `bb` as a process of its own, started as the script does.
final class Bb {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path home;
    private final Map<String, String> environment;
    private int runs;

    /// @param home of the person, with everything they keep
    /// @param environment more variables
    Bb(Path home, Map<String, String> environment) {
        if (home.getNameCount() < 2 || !Files.isDirectory(home)) {
            throw new IllegalArgumentException("home: " + home + " (want a test's own folder)");
        }
        this.home = home;
        this.environment = Map.copyOf(environment);
    }

    /// What came of a run.
    record Result(int exit, String out, String err) {
        /// Each line of standard output, as JSON.
        List<JsonObject> lines() {
            return out.lines().map(Result::parse).toList();
        }

        JsonObject json() {
            assertThat(lines()).hasSize(1);
            return lines().getFirst();
        }

        static JsonObject parse(String line) {
            return Json.parse(line.getBytes(StandardCharsets.UTF_8), 8 << 20).orElseThrow();
        }

        Result succeeded() {
            assertThat(exit).as("standard error:%n%s%nstandard output:%n%s", err, out).isZero();
            return this;
        }
    }

    Result run(String... arguments) {
        return start(Redirect.NOTHING, arguments).await();
    }

    Result runReading(Path input, String... arguments) {
        return start(new Redirect(input.toFile()), arguments).await();
    }

    Running start(String... arguments) {
        return start(Redirect.NOTHING, arguments);
    }

    private record Redirect(File input) {
        static final Redirect NOTHING = new Redirect(new File("/dev/null"));
    }

    private synchronized Running start(Redirect from, String... arguments) {
        List<String> command = new ArrayList<>();
        // Tests in the background of a shell ignore SIGINT, and what is ignored is inherited.
        command.addAll(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--add-modules",
                        "jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xlog:disable",
                        "-Xlog:all=error:stderr",
                        "-Duser.home=" + home));
        command.add("-cp");
        command.add(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.add("xyz.blueblocks.cli.Main");
        command.addAll(List.of(arguments));
        Path out = home.resolve("out-" + runs);
        Path err = home.resolve("err-" + runs++);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(home.toFile())
                        .redirectInput(from.input())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        try {
            return new Running(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A run that goes on.
    static final class Running implements AutoCloseable {
        private final Process process;
        private final Path out;
        private final Path err;

        private Running(Process process, Path out, Path err) {
            this.process = process;
            this.out = out;
            this.err = err;
        }

        /// Waits until it says so on standard error.
        Running says(String text) {
            return until(err, text);
        }

        /// Waits until it answers so.
        Running answers(String text) {
            return until(out, text);
        }

        private Running until(Path file, String text) {
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (!read(file).contains(text)) {
                boolean alive = process.isAlive();
                assertThat(alive && System.nanoTime() < deadline)
                        .as("waiting for '%s'; standard error:%n%s%n%s", text, read(err), read(out))
                        .isTrue();
                Thread.onSpinWait();
                try {
                    process.waitFor(50, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }
            return this;
        }

        /// As Ctrl-C does.
        Result interrupt() {
            try {
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return await();
        }

        Result await() {
            try {
                boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
                assertThat(ended).as("still runs; standard error:%n%s", read(err)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            String said =
                    read(err)
                            .lines()
                            .filter(line -> !line.contains("incubator modules"))
                            .reduce("", (a, b) -> a + b + "\n");
            return new Result(process.exitValue(), read(out), said);
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
