package xyz.blueblocks.discovery.core;

/// The store cannot be asked now; what was tried did not happen, or is not known to have happened.
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Wraps the reason once.
    public StoreUnavailable(String tried, Throwable cause) {
        super("store: " + tried, cause);
    }
}
