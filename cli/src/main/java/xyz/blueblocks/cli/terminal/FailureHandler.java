package xyz.blueblocks.cli.terminal;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns whatever ends a command early into three lines and an exit code. A stack trace is shown to
/// those alone who ask for it.
public final class FailureHandler
        implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Terminal terminal;

    /// Prints to this terminal.
    public FailureHandler(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine command, ParseResult parsed) {
        List<String> arguments = parsed.originalArgs();
        FailureReport report = FailureReport.of(failure);
        report.print(terminal, arguments.contains("--json"));
        if (arguments.contains("--debug") || terminal.variable("BB_DEBUG").isPresent()) {
            failure.printStackTrace(terminal.err());
            terminal.err().flush();
        }
        return report.exitCode().number();
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String advice = "See " + name + " --help";
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            advice =
                    "Did you mean "
                            + String.join(" or ", unmatched.getSuggestions())
                            + "? "
                            + advice;
        }
        CommandFailure told = CommandFailure.usage(whatHappened(failure), advice + ".");
        FailureReport.of(told).print(terminal, Arrays.asList(arguments).contains("--json"));
        return ExitCode.USAGE.number();
    }

    /// A mistyped command is no argument to the person who typed it.
    private static String whatHappened(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        if (failure instanceof UnmatchedArgumentException unmatched
                && !command.getSubcommands().isEmpty()
                && !unmatched.getUnmatched().isEmpty()
                && !unmatched.isUnknownOption()) {
            return command.getCommandSpec().qualifiedName()
                    + " has no command '"
                    + unmatched.getUnmatched().getFirst()
                    + "'.";
        }
        return String.valueOf(failure.getMessage());
    }
}
