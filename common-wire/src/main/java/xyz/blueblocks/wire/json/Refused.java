package xyz.blueblocks.wire.json;

import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;

/// Ends a reading in [Members]; never leaves it, and costs no stack trace.
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String why;

    Refused(ErrorCode code, String why) {
        super(why, null, false, false);
        this.code = code;
        this.why = why;
    }

    static Refused refuse(String name, String why) {
        return new Refused(ErrorCode.INVALID_FORMAT, name + ": " + why);
    }

    /// The value, or the refusal of the member `name` that holds it.
    static <T> T unwrap(String name, Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Ok<T>(var value) -> value;
            case Decoded.Malformed<T> bad -> throw new Refused(bad.code(), name + "." + bad.why());
        };
    }

    ErrorCode code() {
        return code;
    }

    String why() {
        return why;
    }
}
