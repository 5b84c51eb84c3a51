package xyz.blueblocks.sdk.session;

import java.util.Set;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.ErrorCode;

/// A session could not be begun.
public final class SetUpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Set<PeerId> suspects;
    private final boolean receiverRefused;

    SetUpException(ErrorCode code, String message, Set<PeerId> suspects, boolean receiverRefused) {
        super(message);
        this.code = code;
        this.suspects = Set.copyOf(suspects);
        this.receiverRefused = receiverRefused;
    }

    /// What stood in the way.
    public ErrorCode code() {
        return code;
    }

    /// The relays of which at least one could not go on or does not answer as it should; empty
    /// where that is not known, or it was none of them.
    public Set<PeerId> suspects() {
        return suspects;
    }

    /// Whether the receiver itself said no: another route would change nothing.
    public boolean receiverRefused() {
        return receiverRefused;
    }
}
