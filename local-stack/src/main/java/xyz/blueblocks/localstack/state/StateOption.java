package xyz.blueblocks.localstack.state;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;

/// Which stack a command is about.
public final class StateOption {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "Folder that keeps the stack (default: $BB_STATE, else blueblocks/stack under $XDG_STATE_HOME or ~/.local/state).")
    private @Nullable Path state;

    /// For picocli.
    public StateOption() {}

    /// The folder that was asked for, or the usual one.
    public StateFolder folder() {
        return folder(Optional.ofNullable(state));
    }

    /// The folder a command names, or the usual one.
    ///
    /// @throws CommandFailure if no stack may be kept there
    public static StateFolder folder(Optional<Path> asked) {
        try {
            Path home = Path.of(System.getProperty("user.home"));
            return StateFolder.choose(asked, System.getenv(), home);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "A stack cannot be kept there.",
                    String.valueOf(e.getMessage()),
                    "Name a new folder, or one that bb up has made, with --state or $"
                            + StateFolder.VARIABLE
                            + ".");
        }
    }
}
