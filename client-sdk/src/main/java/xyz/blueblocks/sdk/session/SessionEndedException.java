package xyz.blueblocks.sdk.session;

import xyz.blueblocks.sdk.circuit.CircuitClosed;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CloseLimit;

/// A session ended while somebody used it.
public final class SessionEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient CircuitClosed why;

    /// An end.
    public SessionEndedException(CircuitClosed why) {
        super("session ended: " + why);
        this.why = why;
    }

    /// An end that this side brought about.
    public static SessionEndedException of(ErrorCode code) {
        return new SessionEndedException(new CircuitClosed(code.number(), CloseLimit.NONE, false));
    }

    /// How it ended.
    public CircuitClosed why() {
        return why;
    }
}
