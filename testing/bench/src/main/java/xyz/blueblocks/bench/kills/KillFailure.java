package xyz.blueblocks.bench.kills;

/// What must not happen has happened.
public final class KillFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KillFailure(String what) {
        super(what);
    }

    KillFailure(String what, Throwable cause) {
        super(what, cause);
    }
}
