package xyz.blueblocks.sdk.receive;

import java.time.Instant;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;

/// What a sender, whose key is proved, wants this peer to take.
///
/// @param kind message or file
/// @param id `message_id` or `file_id`
/// @param sender who
/// @param name what the sender calls it, made safe to be shown
///   ([xyz.blueblocks.wire.message.FileNames])
/// @param contentType media type, as the sender says
/// @param sizeBytes of the whole: up to 1 MiB for a message, up to 5 GiB for a file
/// @param hash `blake3:` and hexadecimal digits, of the whole
/// @param inReplyTo message that it answers
/// @param timestamp when it was offered, as the sender says
/// @param postQuantum whether ML-KEM took part in the session's keys
public record IncomingOffer(
        Kind kind,
        String id,
        PeerId sender,
        Optional<String> name,
        String contentType,
        long sizeBytes,
        String hash,
        Optional<String> inReplyTo,
        Instant timestamp,
        boolean postQuantum) {

    /// What is offered.
    public enum Kind {
        /// At most 1 MiB, whole in memory; also a small file.
        MESSAGE,
        /// More than 1 MiB, in chunks.
        FILE
    }

    /// Kind and id only: the rest is about people.
    @Override
    public String toString() {
        return "IncomingOffer[" + kind + ", " + id + "]";
    }
}
