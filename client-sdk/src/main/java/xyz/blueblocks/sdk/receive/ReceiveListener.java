package xyz.blueblocks.sdk.receive;

import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;

/// Told of what arrives.
///
/// Calls come on worker threads, perhaps several at once. Each id is told once, also across
/// restarts; once more only when the program was killed in the very moment of telling.
public interface ReceiveListener {

    /// Something arrived whole. It counts as delivered when this returns; if it throws, the sender
    /// is told E010 and may try again.
    ///
    /// @return an answer, sent back in the same session, or none
    Optional<Reply> arrived(Received what);

    /// A file is on its way; called at least once a second while it moves.
    default void progress(IncomingOffer offer, long bytesHeld) {}

    /// An offer was refused, by the policy or because it broke a rule.
    default void refused(
            PeerId sender, Optional<IncomingOffer> offer, xyz.blueblocks.wire.ErrorCode code) {}
}
