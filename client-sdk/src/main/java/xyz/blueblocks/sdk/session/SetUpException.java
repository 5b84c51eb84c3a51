package xyz.blueblocks.sdk.session;

import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.ErrorCode;

/// A session could not be begun.
public final class SetUpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Optional<PeerId> culprit;
    private final boolean receiverRefused;

    SetUpException(
            ErrorCode code, String message, Optional<PeerId> culprit, boolean receiverRefused) {
        super(message);
        this.code = code;
        this.culprit = culprit;
        this.receiverRefused = receiverRefused;
    }

    /// What stood in the way.
    public ErrorCode code() {
        return code;
    }

    /// The relay that could not go on or does not answer as it should, where that is known.
    public Optional<PeerId> culprit() {
        return culprit;
    }

    /// Whether the receiver itself said no: another route would change nothing.
    public boolean receiverRefused() {
        return receiverRefused;
    }
}
