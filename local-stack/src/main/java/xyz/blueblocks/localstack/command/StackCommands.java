package xyz.blueblocks.localstack.command;

import java.util.List;
import xyz.blueblocks.cli.CommandProvider;
import xyz.blueblocks.localstack.demo.DemoCommand;

/// What this module adds to `bb`.
public final class StackCommands implements CommandProvider {
    /// For [java.util.ServiceLoader].
    public StackCommands() {}

    @Override
    public List<Object> commands() {
        return List.of(
                new UpCommand(),
                new DownCommand(),
                new StatusCommand(),
                new LogsCommand(),
                new BackupCommand(),
                new RestoreCommand(),
                new DemoCommand());
    }
}
