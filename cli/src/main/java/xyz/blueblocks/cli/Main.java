package xyz.blueblocks.cli;

import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `bb`: one command line for everything, made of the commands of all modules on the class path.
@Command(
        name = "bb",
        mixinStandardHelpOptions = true,
        description = "BlueBlocks: private, provable exchange of health data.",
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine bb = new CommandLine(new Main());
        for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
            provider.commands().forEach(bb::addSubcommand);
        }
        return bb;
    }
}
