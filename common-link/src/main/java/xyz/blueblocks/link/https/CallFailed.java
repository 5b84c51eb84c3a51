package xyz.blueblocks.link.https;

import java.util.Optional;
import xyz.blueblocks.wire.ErrorCode;

/// A call that was not answered with success.
public final class CallFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final boolean answered;
    private final long retryAfterSeconds;

    private CallFailed(
            ErrorCode code,
            String message,
            boolean answered,
            long retryAfterSeconds,
            Optional<Throwable> cause) {
        super(message, cause.orElse(null));
        this.code = code;
        this.answered = answered;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    static CallFailed refused(ErrorCode code, String message, long retryAfterSeconds) {
        return new CallFailed(code, message, true, retryAfterSeconds, Optional.empty());
    }

    static CallFailed unreachable(String message, Throwable cause) {
        return new CallFailed(ErrorCode.TIMEOUT, message, false, 0, Optional.of(cause));
    }

    /// What the service said, or `E008` where none answered.
    public ErrorCode code() {
        return code;
    }

    /// Whether a service answered; otherwise no replica could be reached.
    public boolean answered() {
        return answered;
    }

    /// After how many seconds to try again; 0 where nobody said.
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
