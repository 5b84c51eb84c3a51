package xyz.blueblocks.localstack.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.backup.StackBackup;
import xyz.blueblocks.localstack.state.StateOption;
import xyz.blueblocks.wire.json.Json;

/// Takes a backup of the running stack.
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Write all that a stack cannot make again into one file, while it runs.",
            "The file holds every key and password of the stack in clear: keep it as you keep those."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb backup --out stack.backup        the stack goes on meanwhile",
            "  bb backup --out stack.backup --json | jq .log_size",
            "  bb restore stack.backup             into an empty folder: see bb restore --help"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the backup is written",
            "1:it could not be taken; nothing was left behind",
            "2:the file is there already",
            "3:no stack runs"
        })
final class BackupCommand implements Callable<Integer> {
    @Mixin private StateOption state = new StateOption();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            required = true,
            description = "The archive to make; it must not be there yet.")
    private Path out = Path.of("");

    @Mixin private OutputOptions output = new OutputOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Path root = state.folder().root();
        LocalStack stack =
                LocalStack.attach(root)
                        .orElseThrow(() ->
                                CommandFailure.missing(
                                        "No stack runs in " + root + ".",
                                        "A backup is taken while it runs: start it with bb up."));
        PrintWriter answer = spec.commandLine().getOut();
        StackBackup.Made made = new StackBackup(stack, this::remark).to(out);
        if (output.json()) {
            answer.println(
                    Json.object()
                            .put("archive", made.archive().toString())
                            .put("bytes", made.sizeBytes())
                            .put("files", made.files())
                            .put("log_size", made.logSize())
                            .put("made", made.made().toString())
                            .build()
                            .text());
        } else {
            answer.printf(
                    Locale.ROOT,
                    "%s: %.1f MiB, %d files, the audit log with %d entries.%n",
                    made.archive(),
                    made.sizeBytes() / (double) (1 << 20),
                    made.files(),
                    made.logSize());
        }
        answer.flush();
        return ExitCode.OK.number();
    }

    private void remark(String line) {
        if (output.quiet()) return;
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
