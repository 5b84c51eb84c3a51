package xyz.blueblocks.link;

import xyz.blueblocks.wire.ErrorCode;

/// A link that could not be made.
public final class LinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    LinkException(ErrorCode code, String message) {
        super(code.code() + " " + message);
        this.code = code;
    }

    /// What stood in the way: E005 for a peer that is not who was dialled, E007 for nobody there,
    /// E008 for no answer in time, or the number that the other end gave.
    public ErrorCode code() {
        return code;
    }
}
