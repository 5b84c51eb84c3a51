package xyz.blueblocks.localstack;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.Explained;

/// The stack could not do what it was asked to, said to a person at a terminal: what happened, why,
/// what to do.
public class StackException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    /// Parts the three sentences where they are one line; no sentence has it.
    private static final char PART = '\u001f';

    private final String whatHappened;
    private final String why;
    private final String whatToDo;

    /// @param whatHappened one sentence
    /// @param why one sentence, or nothing
    /// @param whatToDo one sentence, or nothing
    public StackException(String whatHappened, String why, String whatToDo) {
        super(
                Stream.of(whatHappened, why, whatToDo)
                        .filter(each -> !each.isEmpty())
                        .collect(Collectors.joining(" ")));
        this.whatHappened = whatHappened;
        this.why = why;
        this.whatToDo = whatToDo;
    }

    public StackException(String whatHappened) {
        this(whatHappened, "", "");
    }

    /// @param cause is what it was
    public StackException(String whatHappened, Throwable cause) {
        this(whatHappened, String.valueOf(cause.getMessage()), "");
        initCause(cause);
    }

    /// All of it as one line, for a pipe between two programs of this module.
    String line() {
        return Stream.of(whatHappened, why, whatToDo)
                .map(each -> each.replaceAll("[\\p{Cntrl}]+", " "))
                .collect(Collectors.joining(String.valueOf(PART)));
    }

    /// Reads what [#line()] wrote.
    static StackException parse(String line) {
        List<String> parts = List.of((line + PART + PART).split(String.valueOf(PART), -1));
        return new StackException(parts.get(0), parts.get(1), parts.get(2));
    }

    @Override
    public ExitCode exitCode() {
        return ExitCode.FAILED;
    }

    @Override
    public String whatHappened() {
        return whatHappened;
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
