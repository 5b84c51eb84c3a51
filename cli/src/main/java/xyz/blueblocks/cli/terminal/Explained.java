package xyz.blueblocks.cli.terminal;

/// A failure that knows what to tell a person. Exceptions of other modules implement it, so that
/// their commands need not catch them.
public interface Explained {
    /// What the process exits with.
    ExitCode exitCode();

    /// One sentence.
    String whatHappened();

    /// One sentence or nothing.
    String why();

    /// One sentence, a command to type, or nothing.
    String whatToDo();
}
