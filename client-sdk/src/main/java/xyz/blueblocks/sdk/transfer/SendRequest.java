package xyz.blueblocks.sdk.transfer;

import java.nio.file.Path;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.route.AllowedPlaces;
import xyz.blueblocks.wire.message.ContentTypes;

/// What is to be sent, and to whom.
///
/// @param recipient who gets it
/// @param payload bytes or a file
/// @param contentType media type
/// @param name what the receiver is shown; for a file its name unless said otherwise
/// @param inReplyTo message that it answers
/// @param reason for the audit entry of this end: one line of at most 256 characters
/// @param within where every relay that carries it must stand, in whatever circuit; what the
///   client's own options allow is the most it can be
public record SendRequest(
        PeerId recipient,
        Payload payload,
        String contentType,
        Optional<String> name,
        Optional<String> inReplyTo,
        Optional<String> reason,
        AllowedPlaces within) {

    /// Checks the media type.
    public SendRequest {
        if (!ContentTypes.wellFormed(contentType)) {
            throw new IllegalArgumentException("contentType: " + contentType + " (want type/sub)");
        }
    }

    /// Of a payload, with nothing said about it and routes anywhere.
    private static SendRequest of(
            PeerId recipient, Payload payload, String contentType, Optional<String> name) {
        return new SendRequest(
                recipient,
                payload,
                contentType,
                name,
                Optional.empty(),
                Optional.empty(),
                AllowedPlaces.ANYWHERE);
    }

    /// A file. Up to 1 MiB it travels as one message, else in chunks.
    public static SendRequest ofFile(PeerId recipient, Path file, String contentType) {
        Optional<String> name = Optional.of(String.valueOf(file.getFileName()));
        return of(recipient, new Payload.OfFile(file), contentType, name);
    }

    /// At most 1 MiB of bytes.
    public static SendRequest ofBytes(PeerId recipient, byte[] bytes, String contentType) {
        return of(recipient, Payload.OfBytes.of(bytes), contentType, Optional.empty());
    }

    /// The same under another name.
    public SendRequest named(String shown) {
        return new SendRequest(
                recipient, payload, contentType, Optional.of(shown), inReplyTo, reason, within);
    }

    /// The same as an answer.
    public SendRequest answering(String messageId) {
        return new SendRequest(
                recipient, payload, contentType, name, Optional.of(messageId), reason, within);
    }

    /// The same with a reason for the audit entry.
    public SendRequest because(String why) {
        return new SendRequest(
                recipient, payload, contentType, name, inReplyTo, Optional.of(why), within);
    }

    /// The same over relays that stand there, or not at all: E007 where no route does.
    public SendRequest within(AllowedPlaces places) {
        return new SendRequest(recipient, payload, contentType, name, inReplyTo, reason, places);
    }

    /// What is sent.
    public sealed interface Payload {
        /// A file, read while it is sent.
        ///
        /// @param path where it is
        record OfFile(Path path) implements Payload {}

        /// Bytes, at most 1 MiB.
        final class OfBytes implements Payload {
            private final byte[] bytes;

            private OfBytes(byte[] bytes) {
                this.bytes = bytes;
            }

            /// A copy of the bytes.
            public static OfBytes of(byte[] bytes) {
                return new OfBytes(bytes.clone());
            }

            byte[] bytes() {
                return bytes;
            }
        }
    }
}
