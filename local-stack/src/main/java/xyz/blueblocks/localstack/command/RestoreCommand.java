package xyz.blueblocks.localstack.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.localstack.backup.StackRestore;
import xyz.blueblocks.localstack.backup.StackRestore.Restored;
import xyz.blueblocks.localstack.state.StateFolder;
import xyz.blueblocks.localstack.state.StateOption;
import xyz.blueblocks.wire.json.Json;

/// Restores a backup into an empty state folder.
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Put a backup into an empty state folder: all of it or nothing. Then: bb up.",
            "The audit log goes on only if nothing was signed after the backup. Say so with the",
            "newest checkpoint that anybody has; else it is held: everything works, the log waits."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb restore stack.backup && bb up",
            "  bb restore stack.backup --newest-checkpoint seen.txt",
            "  bb restore stack.backup --state second --json"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:restored",
            "1:not possible; nothing was changed",
            "3:no such file",
            "4:the log went on after this backup",
            "6:the archive or the checkpoint is not right",
            "7:no room"
        })
final class RestoreCommand implements Callable<Integer> {
    @Mixin private StateOption state = new StateOption();

    @Parameters(paramLabel = "FILE", description = "What bb backup has made.")
    private Path archive = Path.of("");

    @Option(
            names = "--newest-checkpoint",
            paramLabel = "FILE",
            description =
                    "The newest checkpoint of the log that anybody has (text of /checkpoint).")
    private @Nullable Path newest;

    @Mixin private OutputOptions output = new OutputOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        StateFolder folder = state.folder();
        Restored restored =
                new StackRestore(archive, folder, this::remark).run(Optional.ofNullable(newest));
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(
                    Json.object()
                            .put("state", folder.root().toString())
                            .put("made", restored.made().toString())
                            .put("files", restored.files())
                            .put("bytes", restored.sizeBytes())
                            .put("log_size", restored.logSize())
                            .put("log_held", restored.held())
                            .build()
                            .text());
        } else {
            out.println("Restored into " + folder.root() + ", as of " + restored.made() + ".");
            if (restored.held()) held(out, folder, restored);
            out.println("Start it: bb up");
        }
        out.flush();
        return ExitCode.OK.number();
    }

    private static void held(PrintWriter out, StateFolder folder, Restored restored) {
        out.println(
                "The audit log is held at "
                        + restored.logSize()
                        + " entries: nobody has said that it did not go on after the backup.");
        out.println("If nobody has a checkpoint of more entries, let it go on:");
        out.println(
                "  cp "
                        + folder.root().resolve(StateFolder.BACKUP_CHECKPOINT)
                        + " "
                        + folder.root().resolve(StateFolder.NEWEST_CHECKPOINT));
    }

    private void remark(String line) {
        if (output.quiet()) return;
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
