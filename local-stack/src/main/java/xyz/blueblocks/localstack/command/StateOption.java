package xyz.blueblocks.localstack.command;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import xyz.blueblocks.localstack.state.StateFolder;

/// Which stack a command is about.
final class StateOption {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "Folder that keeps the stack (default: $BB_STATE, else blueblocks/stack under $XDG_STATE_HOME or ~/.local/state).")
    private @Nullable Path state;

    StateFolder folder() {
        Path home = Path.of(System.getProperty("user.home"));
        return StateFolder.choose(Optional.ofNullable(state), System.getenv(), home);
    }
}
