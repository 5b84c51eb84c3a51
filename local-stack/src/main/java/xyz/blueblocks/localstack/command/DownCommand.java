package xyz.blueblocks.localstack.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.localstack.StackDaemon;
import xyz.blueblocks.localstack.state.StateFolder;
import xyz.blueblocks.localstack.state.StateOption;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Stops the stack.
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = {
            "Stop the stack, and whatever a killed one left behind.",
            "--wipe deletes what a stack made, by name, and nothing else in the folder."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb down                     stop, keep everything for the next bb up",
            "  bb down --wipe              stop and forget: keys, peers, log"
        })
final class DownCommand implements Callable<Integer> {
    @Mixin private StateOption state = new StateOption();

    @Option(
            names = "--wipe",
            description = "Delete all that the stack keeps: the next start begins from nothing.")
    private boolean wipe;

    @Mixin private OutputOptions output = new OutputOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        StateFolder folder = state.folder();
        boolean ran = StackDaemon.down(folder, wipe);
        if (output.json()) {
            JsonObject answer =
                    Json.object()
                            .put("state", folder.root().toString())
                            .put("stopped", ran)
                            .put("wiped", wipe)
                            .build();
            out.println(answer.text());
        } else {
            out.println(
                    (ran ? "Stopped " : "Nothing ran in ")
                            + folder.root()
                            + (wipe ? ", state deleted." : "."));
        }
        out.flush();
        return ExitCode.OK.number();
    }
}
