package xyz.blueblocks.audit.core;

/// This log must not grow: it would sign something else at a place that it may have signed before.
/// The message is one sentence for an operator.
public final class LogHeldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LogHeldException(String message) {
        super(message);
    }
}
