package xyz.blueblocks.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xyz.blueblocks.cli.terminal.ExitCode;

/// `bb help audit verify`: the same as `bb audit verify --help`.
@Command(
        name = "help",
        mixinStandardHelpOptions = true,
        description = "Explain a command.",
        footerHeading = "%nExamples:%n",
        footer = {"  bb help send", "  bb help audit verify"})
final class Help implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Which (default: bb itself).")
    private List<String> words = List.of();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine command = spec.root().commandLine();
        for (String word : words) {
            CommandLine below = command.getSubcommands().get(word);
            if (below == null) {
                throw new ParameterException(
                        command,
                        "There is no command '"
                                + word
                                + "' in "
                                + command.getCommandSpec().qualifiedName()
                                + ".");
            }
            command = below;
        }
        command.usage(spec.root().commandLine().getOut());
        spec.root().commandLine().getOut().flush();
        return ExitCode.OK.number();
    }
}
