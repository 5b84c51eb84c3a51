package xyz.blueblocks.wire.message;

import java.time.Instant;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.json.SignLabels;

/// Head of a DATA message in a circuit, signed by its sender; the payload follows it in binary.
///
/// @param messageId names the message for its sender and receiver
/// @param contentType media type of the payload
/// @param sender who signs; the session's peer
/// @param recipient for whom it is meant, and nobody else
/// @param payloadHash `blake3:` and hexadecimal digits
/// @param filename what the sender calls it; shown by [FileNames], never a path
/// @param inReplyTo message id that this answers
/// @param timestamp when it was made
public record MessageHead(
        String messageId,
        String contentType,
        PeerId sender,
        PeerId recipient,
        String payloadHash,
        Optional<String> filename,
        Optional<String> inReplyTo,
        Instant timestamp) {
    /// Label of its signature.
    public static final String LABEL = SignLabels.DATA;

    static final int MAX_FILENAME = 255;

    /// Checks everything but the signature.
    public MessageHead {
        Check.id("message_id", messageId);
        Check.that(ContentTypes.wellFormed(contentType), "content_type: want a media type");
        Check.hash("payload_hash", payloadHash, "blake3");
        filename.ifPresent(name -> Check.line("filename", name, MAX_FILENAME));
        inReplyTo.ifPresent(id -> Check.id("in_reply_to", id));
    }

    /// Reads the form without judging signature and hash.
    public static Decoded<MessageHead> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("type", DataMessage.TYPE);
                    m.signature();
                    // One label serves both forms of DATA, so neither may pass for the other.
                    m.require(
                            !json.has("payload") && !json.has("nonce") && !json.has("auth_tag"),
                            ErrorCode.INVALID_FORMAT,
                            "payload: want it behind the head");
                    return new MessageHead(
                            m.text("message_id"),
                            m.text("content_type"),
                            m.peerId("sender_peer_id"),
                            m.peerId("recipient_peer_id"),
                            m.hash("payload_hash", "blake3"),
                            m.optionalText("filename", MAX_FILENAME),
                            m.optionalText("in_reply_to", Members.MAX_TEXT),
                            m.epochSeconds("timestamp"));
                });
    }

    /// The form without signature.
    public JsonObject toJson() {
        return Json.object()
                .put("type", DataMessage.TYPE)
                .put("message_id", messageId)
                .put("content_type", contentType)
                .put("sender_peer_id", sender.toString())
                .put("recipient_peer_id", recipient.toString())
                .put("payload_hash", payloadHash)
                .putText("filename", filename)
                .putText("in_reply_to", inReplyTo)
                .putEpochSeconds("timestamp", timestamp)
                .build();
    }

    /// Id only: a name of a file may be personal.
    @Override
    public String toString() {
        return "MessageHead[" + messageId + "]";
    }
}
