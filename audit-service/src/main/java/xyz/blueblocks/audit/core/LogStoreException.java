package xyz.blueblocks.audit.core;

import org.jspecify.annotations.Nullable;

/// The store could not be reached, or did not say that it was done.
public final class LogStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogStoreException(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
