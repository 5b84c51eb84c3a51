package xyz.blueblocks.sdk.circuit;

import java.util.Optional;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CloseLimit;

/// How a circuit ended.
///
/// @param error an error number, 0 for an orderly end
/// @param limit the limit that was hit, if one was
/// @param byPeer whether the neighbour said so; else this end did
public record CircuitClosed(int error, CloseLimit limit, boolean byPeer) {
    /// Whether nothing went wrong.
    public boolean normal() {
        return error == 0;
    }

    /// The error; E007 for a number that nobody has assigned.
    public Optional<ErrorCode> code() {
        return error == 0
                ? Optional.empty()
                : Optional.of(ErrorCode.of(error).orElse(ErrorCode.ROUTE_UNAVAILABLE));
    }
}
