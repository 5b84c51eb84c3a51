package xyz.blueblocks.cli.terminal;

/// A command cannot go on, and can say what happened, why, and what to do: the three lines a person
/// gets instead of a stack trace.
public final class CommandFailure extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final String why;
    private final String whatToDo;

    /// @param whatHappened one sentence
    /// @param why one sentence; may be empty
    /// @param whatToDo one sentence or a command to type; may be empty
    public CommandFailure(ExitCode exitCode, String whatHappened, String why, String whatToDo) {
        super(whatHappened);
        this.exitCode = exitCode;
        this.why = why;
        this.whatToDo = whatToDo;
    }

    /// A mistake on the command line.
    public static CommandFailure usage(String whatHappened, String whatToDo) {
        return new CommandFailure(ExitCode.USAGE, whatHappened, "", whatToDo);
    }

    /// Something that is not there.
    public static CommandFailure missing(String whatHappened, String whatToDo) {
        return new CommandFailure(ExitCode.NOT_FOUND, whatHappened, "", whatToDo);
    }

    @Override
    public ExitCode exitCode() {
        return exitCode;
    }

    @Override
    public String whatHappened() {
        return String.valueOf(getMessage());
    }

    @Override
    public String why() {
        return why;
    }

    @Override
    public String whatToDo() {
        return whatToDo;
    }
}
