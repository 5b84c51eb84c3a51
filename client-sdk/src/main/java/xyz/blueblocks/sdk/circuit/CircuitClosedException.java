package xyz.blueblocks.sdk.circuit;

/// A circuit ended while somebody waited for it.
public final class CircuitClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient CircuitClosed why;

    CircuitClosedException(CircuitClosed why) {
        super("circuit closed: " + why);
        this.why = why;
    }

    /// How it ended.
    public CircuitClosed why() {
        return why;
    }
}
