package xyz.blueblocks.sdk.receive;

import java.nio.file.Path;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.ErrorCode;

/// Decides what this peer takes, from whom, and where it goes.
///
/// Called on worker threads, perhaps several at once; may block, for instance to ask a person, but
/// the sender waits five minutes at most.
public interface ReceivePolicy {

    /// Whether sessions of that peer are answered at all. A stranger gets the same refusal as one
    /// who was let in once and no longer is: E002.
    boolean admits(PeerId sender);

    /// Judges one message or file, before any of a file has arrived and before a message is shown.
    Decision judge(IncomingOffer offer);

    /// What becomes of an offer.
    sealed interface Decision {
        /// It is taken into memory; only for payloads of at most 1 MiB.
        record Keep() implements Decision {}

        /// It is written into that folder under a safe form of `name`, never over a file that is
        /// there: a number is added to the name where need be.
        ///
        /// @param folder must exist; while it arrives the file lies here too, hidden
        /// @param name any text; made safe by [xyz.blueblocks.wire.message.FileNames]
        record Store(Path folder, String name) implements Decision {}

        /// It is not wanted.
        ///
        /// @param code what the sender is told
        /// @param reason one line for the sender
        record Refuse(ErrorCode code, String reason) implements Decision {}
    }
}
