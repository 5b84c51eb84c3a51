package xyz.blueblocks.localstack;

/// The stack could not do what it was asked to. The message is for a person at a terminal: what
/// happened, where to look, what to do.
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
