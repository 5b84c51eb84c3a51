package xyz.blueblocks.cli.terminal;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.sdk.route.Surroundings;

/// The world of one run of `bb`: streams, the person, the environment, time and chance.
///
/// Commands get it when they are made, so that a test runs the real commands with its own.
public final class Terminal {
    private static final int ID_BYTES = 8;

    private final Streams streams;
    private final Prompts prompts;
    private final Map<String, String> environment;
    private final Path home;
    private final Surroundings surroundings;

    /// @param environment of the process
    /// @param home the person's folder
    public Terminal(
            Streams streams,
            Prompts prompts,
            Map<String, String> environment,
            Path home,
            Surroundings surroundings) {
        this.streams = streams;
        this.prompts = prompts;
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.surroundings = surroundings;
    }

    /// Standard input, raw.
    public InputStream in() {
        return streams.in();
    }

    /// For answers.
    public PrintWriter out() {
        return streams.out();
    }

    /// For remarks and failures.
    public PrintWriter err() {
        return streams.err();
    }

    /// Whether a line on `err` can be redrawn.
    public boolean lively() {
        return streams.lively();
    }

    /// The person.
    public Prompts prompts() {
        return prompts;
    }

    /// An environment variable that is set and not empty.
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /// Where configuration of this program lies: `blueblocks` below `XDG_CONFIG_HOME`, which is
    /// `~/.config` where nobody says otherwise.
    public Path configuration() {
        return variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .orElse(home.resolve(".config"))
                .resolve("blueblocks");
    }

    /// The person's folder.
    public Path home() {
        return home;
    }

    /// Time and chance.
    public Surroundings surroundings() {
        return surroundings;
    }

    /// The time of day.
    public Instant now() {
        return surroundings.now();
    }

    /// A fresh id of 16 hexadecimal digits.
    public String freshId() {
        return Text.hex(surroundings.bytes(ID_BYTES));
    }
}
