package xyz.blueblocks.cli.terminal;

import xyz.blueblocks.wire.ErrorCode;

/// How a run of `bb` ended, for scripts. Documented in docs/cli.md; numbers never change.
public enum ExitCode {
    /// Done.
    OK(0, "done"),
    /// Something failed that has no number of its own.
    FAILED(1, "failed"),
    /// The command line is not understood, or an option is missing.
    USAGE(2, "the command line is not right"),
    /// No such profile, contact, peer or entry; not registered yet.
    NOT_FOUND(3, "not found, or not registered"),
    /// Refused: by a service, by the receiver, or for a wrong passphrase.
    DENIED(4, "refused, or a wrong passphrase"),
    /// No service, route or receiver could be reached in time.
    UNREACHABLE(5, "not reachable, or too late"),
    /// A signature, hash, proof or sealed text is not right.
    INTEGRITY(6, "a signature, hash or proof is not right"),
    /// Too large, too many, too often, or no room.
    LIMIT(7, "too large, too many or no room"),
    /// Interrupted by Ctrl-C or a signal.
    INTERRUPTED(130, "interrupted");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /// What the process exits with.
    public int number() {
        return number;
    }

    /// In a few words.
    public String meaning() {
        return meaning;
    }

    /// What a failure of the network means for a script.
    public static ExitCode of(ErrorCode code) {
        return switch (code) {
            case PEER_NOT_FOUND -> NOT_FOUND;
            case ACCESS_DENIED,
                    GRANT_EXPIRED,
                    GRANT_REVOKED,
                    REPLAY_DETECTED,
                    SESSION_EXPIRED,
                    PAYMENT_REQUIRED,
                    CONSENT_PENDING ->
                    DENIED;
            case ROUTE_UNAVAILABLE, TIMEOUT -> UNREACHABLE;
            case INVALID_SIGNATURE,
                    ENCRYPTION_ERROR,
                    CHUNK_MISSING,
                    HASH_MISMATCH,
                    SEQUENCE_ERROR ->
                    INTEGRITY;
            case RATE_LIMITED, FILE_TOO_LARGE -> LIMIT;
            case INVALID_FORMAT, INVALID_VERSION -> FAILED;
        };
    }
}
