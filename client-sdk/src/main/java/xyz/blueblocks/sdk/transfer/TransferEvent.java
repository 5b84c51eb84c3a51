package xyz.blueblocks.sdk.transfer;

import java.time.Instant;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.ErrorCode;

/// One thing to be audited, with what the twelve-member entry needs of it.
///
/// @param action what this end did
/// @param recordId `file_id` or `message_id`
/// @param sender whose data moves
/// @param recipient to whom
/// @param contentType media type
/// @param sizeBytes of the whole
/// @param hash `blake3:` and hexadecimal digits, of the whole
/// @param reason why, as the application said; one line of at most 256 characters
/// @param error why not, where it did not succeed
/// @param at when
public record TransferEvent(
        Action action,
        String recordId,
        PeerId sender,
        PeerId recipient,
        String contentType,
        long sizeBytes,
        String hash,
        Optional<String> reason,
        Optional<ErrorCode> error,
        Instant at) {

    /// What an end does.
    public enum Action {
        /// Sent, and the receiver's receipt is here.
        SEND("transfer.send"),
        /// Received whole.
        RECEIVE("transfer.receive");

        private final String text;

        Action(String text) {
            this.text = text;
        }

        /// As member `action` of an audit entry.
        public String text() {
            return text;
        }
    }

    /// Whether it was allowed and done.
    public boolean success() {
        return error.isEmpty();
    }

    /// Action and id only: the rest is about people.
    @Override
    public String toString() {
        return "TransferEvent[" + action.text() + ", " + recordId + "]";
    }
}
