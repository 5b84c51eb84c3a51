package xyz.blueblocks.servicekit.error;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import xyz.blueblocks.wire.ErrorCode;

/// A request that is not granted, on its way to the edge that answers it as ERROR JSON.
///
/// It is an exception only because JAX-RS and Mutiny carry failures that way; it has no stack
/// trace. Message and details are shown to the caller: they never hold secrets or other peers'
/// data.
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final int status;
    private final transient Map<String, String> details;
    private final transient Optional<Duration> retryAfter;

    private Refused(
            ErrorCode code,
            int status,
            String message,
            Map<String, String> details,
            Optional<Duration> retryAfter) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.details = Map.copyOf(details);
        this.retryAfter = retryAfter;
    }

    /// A refusal with the code's own HTTP status.
    public static Refused of(ErrorCode code, String message) {
        return new Refused(code, code.httpStatus(), message, Map.of(), Optional.empty());
    }

    /// A refusal with another HTTP status than the code's own, such as 404 for an unknown path.
    public static Refused of(ErrorCode code, int status, String message) {
        return new Refused(code, status, message, Map.of(), Optional.empty());
    }

    /// `E009` with `Retry-After`.
    public static Refused tooMany(String message, Duration retryAfter) {
        return new Refused(
                ErrorCode.RATE_LIMITED,
                ErrorCode.RATE_LIMITED.httpStatus(),
                message,
                Map.of(),
                Optional.of(retryAfter));
    }

    /// This service cannot do it now, another replica or a later try may: 503 with `E008`.
    public static Refused unavailable(String message) {
        return new Refused(
                ErrorCode.TIMEOUT, 503, message, Map.of(), Optional.of(Duration.ofSeconds(1)));
    }

    /// This refusal with one more detail.
    public Refused with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new Refused(code, status, message(), more, retryAfter);
    }

    /// This refusal with `Retry-After`.
    public Refused retryAfter(Duration wait) {
        return new Refused(code, status, message(), details, Optional.of(wait));
    }

    /// What is wrong.
    public ErrorCode code() {
        return code;
    }

    /// HTTP status of the answer.
    public int status() {
        return status;
    }

    /// What the caller is told.
    public String message() {
        return String.valueOf(getMessage());
    }

    /// Members of the answer's `details`.
    public Map<String, String> details() {
        return details;
    }

    /// When to come back, where that is known.
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
