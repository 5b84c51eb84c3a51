package xyz.blueblocks.localstack.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xyz.blueblocks.localstack.StackDaemon;
import xyz.blueblocks.localstack.StackException;
import xyz.blueblocks.localstack.state.StateFolder;

/// Stops the stack.
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stop the stack, and whatever a killed one left behind.")
final class DownCommand implements Callable<Integer> {
    @Mixin private StateOption state = new StateOption();

    @Option(
            names = "--wipe",
            description = "Delete all that the stack keeps: the next start begins from nothing.")
    private boolean wipe;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        StateFolder folder = state.folder();
        try {
            boolean ran = StackDaemon.down(folder, wipe);
            out.println(
                    (ran ? "Stopped " : "Nothing ran in ")
                            + folder.root()
                            + (wipe ? ", state deleted." : "."));
            out.flush();
            return 0;
        } catch (StackException e) {
            spec.commandLine().getErr().println("bb down: " + e.getMessage());
            return 1;
        }
    }
}
