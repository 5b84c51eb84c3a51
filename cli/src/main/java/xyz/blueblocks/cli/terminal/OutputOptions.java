package xyz.blueblocks.cli.terminal;

import picocli.CommandLine.Option;

/// How a command answers; every command of `bb` has these options.
public final class OutputOptions {
    @Option(names = "--json", description = "Answer with JSON on standard output; failures too.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no remarks, only the answer.")
    private boolean quiet;

    @Option(names = "--debug", description = "Show stack traces and log lines (also BB_DEBUG=1).")
    private boolean debug;

    /// For picocli.
    public OutputOptions() {}

    /// Whether answers are JSON.
    public boolean json() {
        return json;
    }

    /// Whether remarks are left out.
    public boolean quiet() {
        return quiet;
    }

    /// Whether a failure shows where in the code it came from.
    public boolean debug() {
        return debug;
    }

    /// What the command speaks through.
    public Output to(Terminal terminal) {
        return new Output(terminal, json, quiet);
    }
}
