package xyz.blueblocks.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import xyz.blueblocks.cli.terminal.Prompts;
import xyz.blueblocks.cli.terminal.Streams;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// One person at a terminal: the real `bb` with captured streams and typed answers.
final class Bb {
    static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    static final long SEED = 20261120;

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private final Random random = new Random(SEED);
    private Main.Services services = Main.Services.NONE;
    private byte[] input = {};

    Bb(Path home) {
        this.home = home;
    }

    /// What came of a run.
    record Result(int exit, String out, String err, List<String> asked) {
        JsonObject json() {
            return Json.parse(out.strip().getBytes(StandardCharsets.UTF_8), 1 << 20).orElseThrow();
        }
    }

    Bb with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Bb with(Main.Services other) {
        services = other;
        return this;
    }

    Bb reading(byte[] bytes) {
        input = bytes.clone();
        return this;
    }

    Result run(String... arguments) {
        return typing(Optional.empty(), arguments);
    }

    /// The same with somebody at the terminal who types these lines.
    Result typing(List<String> typed, String... arguments) {
        return typing(Optional.of(typed), arguments);
    }

    private Result typing(Optional<List<String>> typed, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Person person = new Person(typed);
        Terminal terminal =
                new Terminal(
                        new Streams(
                                new ByteArrayInputStream(input),
                                new PrintWriter(out),
                                new PrintWriter(err),
                                false),
                        person,
                        environment,
                        home,
                        new Surroundings(() -> NOW, System::nanoTime, random));
        int exit = Main.commandLine(terminal, services).execute(arguments);
        return new Result(exit, out.toString(), err.toString(), List.copyOf(person.asked));
    }

    private static final class Person implements Prompts {
        private final Optional<Deque<String>> typed;
        private final List<String> asked = new java.util.ArrayList<>();

        Person(Optional<List<String>> typed) {
            this.typed = typed.map(ArrayDeque::new);
        }

        @Override
        public boolean canAsk() {
            return typed.isPresent();
        }

        @Override
        public Optional<SecretBytes> secret(String question) {
            return line(question)
                    .map(text -> SecretBytes.take(text.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public Optional<String> line(String question) {
            asked.add(question);
            return typed.map(Deque::poll);
        }
    }
}
