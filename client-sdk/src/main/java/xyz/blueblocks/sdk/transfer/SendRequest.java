package xyz.blueblocks.sdk.transfer;

import java.nio.file.Path;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.route.AllowedPlaces;
import xyz.blueblocks.sdk.route.RouteTerms;
import xyz.blueblocks.wire.message.ContentTypes;
import xyz.blueblocks.wire.message.Priority;

/// What is to be sent, and to whom.
///
/// @param recipient who gets it
/// @param payload bytes or a file
/// @param contentType media type
/// @param name what the receiver is shown; for a file its name unless said otherwise
/// @param inReplyTo message that it answers
/// @param reason for the audit entry of this end: one line of at most 256 characters
/// @param terms of every route that it takes, in whatever circuit; the places that the client's own
///   options allow are the most they can be
public record SendRequest(
        PeerId recipient,
        Payload payload,
        String contentType,
        Optional<String> name,
        Optional<String> inReplyTo,
        Optional<String> reason,
        RouteTerms terms) {

    /// Checks the media type.
    public SendRequest {
        if (!ContentTypes.wellFormed(contentType)) {
            throw new IllegalArgumentException("contentType: " + contentType + " (want type/sub)");
        }
    }

    /// Of a payload, with nothing said about it, on the usual terms.
    private static SendRequest of(
            PeerId recipient, Payload payload, String contentType, Optional<String> name) {
        return new SendRequest(
                recipient,
                payload,
                contentType,
                name,
                Optional.empty(),
                Optional.empty(),
                RouteTerms.USUAL);
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
                recipient, payload, contentType, Optional.of(shown), inReplyTo, reason, terms);
    }

    /// The same as an answer.
    public SendRequest answering(String messageId) {
        return new SendRequest(
                recipient, payload, contentType, name, Optional.of(messageId), reason, terms);
    }

    /// The same with a reason for the audit entry.
    public SendRequest because(String why) {
        return new SendRequest(
                recipient, payload, contentType, name, inReplyTo, Optional.of(why), terms);
    }

    /// The same over relays that stand there, or not at all: E007 where no route does.
    public SendRequest within(AllowedPlaces places) {
        return on(terms.within(places));
    }

    /// The same, but as urgent as this: where a relay is busy, cells of an emergency leave before
    /// all others. Each route that is asked for in an emergency stands as one in the network's
    /// audit log; say why with [#because]. It holds for every circuit, also after a resumption.
    ///
    /// @param urgency normal unless said otherwise
    public SendRequest priority(Priority urgency) {
        return on(terms.priority(urgency));
    }

    private SendRequest on(RouteTerms other) {
        return new SendRequest(recipient, payload, contentType, name, inReplyTo, reason, other);
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
