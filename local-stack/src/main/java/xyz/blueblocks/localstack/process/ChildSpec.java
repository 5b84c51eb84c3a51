package xyz.blueblocks.localstack.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A program to run.
///
/// @param name what the registry, the log file and people call it
/// @param command program and arguments; secrets must not stand here, everybody can read them
/// @param environment added to the few variables every child gets
/// @param workFolder current folder of the program
/// @param log where standard output and error are appended
/// @param stop how to ask it to end
/// @param stopLimit how long it may take to end before it is killed
/// @param guarded whether it ends by itself when its standard input does
public record ChildSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path workFolder,
        Path log,
        StopSignal stop,
        Duration stopLimit,
        boolean guarded) {
    public ChildSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty())
            throw new IllegalArgumentException("command: empty (want a program)");
    }

    /// Environment values may be secrets.
    @Override
    public String toString() {
        return "ChildSpec[" + name + "]";
    }
}
