package xyz.blueblocks.wire;

import java.util.Optional;

/// Everything that can be told about a failure, to anybody: number, name and HTTP status.
///
/// E001 to E013 are the seed's; E014 to E019 fill what it leaves without a code. The number is what
/// CLOSE frames and onion answers carry (`u16`, 0 = no error).
///
/// Source: docs/spec/errors.md.
public enum ErrorCode {
    /// The target peer is not registered.
    PEER_NOT_FOUND(1, 404),
    /// Permissions do not suffice; also what a stranger is told of anything that is not theirs.
    ACCESS_DENIED(2, 403),
    /// The access grant has expired.
    GRANT_EXPIRED(3, 403),
    /// The access grant was revoked.
    GRANT_REVOKED(4, 403),
    /// A signature, token or frame authentication does not verify.
    INVALID_SIGNATURE(5, 401),
    /// Something sealed does not open.
    ENCRYPTION_ERROR(6, 422),
    /// No route to the destination, or a link on it was lost.
    ROUTE_UNAVAILABLE(7, 503),
    /// An answer did not come in time.
    TIMEOUT(8, 504),
    /// Too many requests, or more bytes than were granted.
    RATE_LIMITED(9, 429),
    /// A message that does not have the form it must have.
    INVALID_FORMAT(10, 400),
    /// More than a file may have: 5 GiB.
    FILE_TOO_LARGE(11, 413),
    /// A chunk that should be there is not.
    CHUNK_MISSING(12, 409),
    /// Bytes do not have the hash that was signed.
    HASH_MISMATCH(13, 422),
    /// A version that this end does not speak.
    INVALID_VERSION(14, 426),
    /// Seen before, or too old or too new to be sure that it was not.
    REPLAY_DETECTED(15, 409),
    /// A session or its token has ended; begin a new one.
    SESSION_EXPIRED(16, 401),
    /// A number out of its order.
    SEQUENCE_ERROR(17, 409),
    /// Somebody has to pay first.
    PAYMENT_REQUIRED(18, 402),
    /// The patient has been asked and has not answered yet.
    CONSENT_PENDING(19, 403);

    private static final ErrorCode[] BY_NUMBER = values();

    private final int number;
    private final int httpStatus;
    private final String code;

    ErrorCode(int number, int httpStatus) {
        this.number = number;
        this.httpStatus = httpStatus;
        this.code = (number < 10 ? "E00" : "E0") + number;
    }

    /// The number on the wire, 1 to 19.
    public int number() {
        return number;
    }

    /// The seed's spelling of the number, such as `E001`.
    public String code() {
        return code;
    }

    /// The seed's name, such as `PEER_NOT_FOUND`.
    public String title() {
        return name();
    }

    /// The status of the HTTP answer that carries this error.
    public int httpStatus() {
        return httpStatus;
    }

    /// The error with this number; empty for 0 and for numbers nobody has assigned.
    public static Optional<ErrorCode> of(int number) {
        return number < 1 || number > BY_NUMBER.length
                ? Optional.empty()
                : Optional.of(BY_NUMBER[number - 1]);
    }

    /// The error with this code, such as `E010`.
    public static Optional<ErrorCode> parse(String code) {
        for (ErrorCode each : BY_NUMBER) {
            if (each.code.equals(code)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
