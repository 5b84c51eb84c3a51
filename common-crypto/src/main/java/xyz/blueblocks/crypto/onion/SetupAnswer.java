package xyz.blueblocks.crypto.onion;

import xyz.blueblocks.crypto.session.AnsweredHandshake;

/// What the sender learned from the one answer to its set-up.
public sealed interface SetupAnswer {
    /// The receiver answered, with HANDSHAKE_ACK or an ERROR: see [AnsweredHandshake#message].
    record Answered(AnsweredHandshake handshake) implements SetupAnswer {}

    /// A relay could not go on.
    ///
    /// @param hop which, 1 for the first
    /// @param error why: the protocol's error number
    record RefusedAt(int hop, int error) implements SetupAnswer {}

    /// The answer does not open at `hop` (1 for the first relay, relays + 1 for the receiver): that
    /// hop or the one before it is faulty or lies.
    record Broken(int hop) implements SetupAnswer {}
}
