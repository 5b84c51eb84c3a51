package xyz.blueblocks.wire.message;

import java.time.Instant;
import java.util.Base64;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.HexText;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.json.SignLabels;
import xyz.blueblocks.wire.json.SignedJson;

/// The seed's DATA in its JSON form, for HTTP and interoperation; circuits carry [MessageHead].
///
/// @param messageId names the message for its sender and receiver
/// @param contentType media type of the plaintext
/// @param sender who signs
/// @param recipient for whom it is meant, and nobody else
/// @param payload ciphertext in base64 with padding (RFC 4648, section 4), at most 1 MiB
/// @param nonce 24 hexadecimal digits
/// @param authTag 32 hexadecimal digits
/// @param timestamp when it was made
public record DataMessage(
        String messageId,
        String contentType,
        PeerId sender,
        PeerId recipient,
        String payload,
        String nonce,
        String authTag,
        Instant timestamp) {
    /// Label of its signature.
    public static final String LABEL = SignLabels.DATA;

    static final String TYPE = "DATA";
    private static final int MAX_PAYLOAD_CHARS = (Limits.MAX_CHUNK_BYTES + 2) / 3 * 4;

    /// Checks everything but the signature.
    public DataMessage {
        Check.id("message_id", messageId);
        Check.that(ContentTypes.wellFormed(contentType), "content_type: want a media type");
        Check.that(isBase64(payload), "payload: want base64 of at most 1 MiB");
        Check.that(HexText.is(nonce, Limits.NONCE_BYTES), "nonce: want 12 bytes in hex");
        Check.that(HexText.is(authTag, Limits.AUTH_TAG_BYTES), "auth_tag: want 16 bytes in hex");
    }

    /// Reads the form without judging signature and tag. Parse with [Limits#MAX_DATA_JSON_BYTES].
    public static Decoded<DataMessage> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("type", TYPE);
                    m.signature();
                    String payload = m.text("payload", _ -> true);
                    m.require(
                            payload.length() <= MAX_PAYLOAD_CHARS,
                            ErrorCode.FILE_TOO_LARGE,
                            "payload: want at most 1 MiB");
                    return new DataMessage(
                            m.text("message_id"),
                            m.text("content_type"),
                            m.peerId("sender_peer_id"),
                            m.peerId("recipient_peer_id"),
                            payload,
                            m.hex("nonce", Limits.NONCE_BYTES),
                            m.hex("auth_tag", Limits.AUTH_TAG_BYTES),
                            m.epochSeconds("timestamp"));
                });
    }

    /// The form without signature.
    public JsonObject toJson() {
        return Json.object()
                .put("type", TYPE)
                .put("message_id", messageId)
                .put("content_type", contentType)
                .put("sender_peer_id", sender.toString())
                .put("recipient_peer_id", recipient.toString())
                .put("payload", payload)
                .put("nonce", nonce)
                .put("auth_tag", authTag)
                .putEpochSeconds("timestamp", timestamp)
                .build();
    }

    /// Additional data of the seal: the RFC 8785 form of everything but payload, nonce, tag and
    /// signature, unknown members included.
    public static byte[] aad(JsonObject json) {
        return json.without("payload", "nonce", "auth_tag", SignedJson.SIGNATURE).canonical();
    }

    /// This message with what sealing gave; made without them, it gives [#aad].
    public DataMessage sealed(byte[] nonce, byte[] ciphertext, byte[] tag) {
        return new DataMessage(
                messageId,
                contentType,
                sender,
                recipient,
                Base64.getEncoder().encodeToString(ciphertext),
                Text.hex(nonce),
                Text.hex(tag),
                timestamp);
    }

    /// A message that is to be sealed; payload, nonce and tag are still empty and zeros.
    public static DataMessage unsealed(
            String messageId,
            String contentType,
            PeerId sender,
            PeerId recipient,
            Instant timestamp) {
        return new DataMessage(
                messageId,
                contentType,
                sender,
                recipient,
                "",
                "0".repeat(2 * Limits.NONCE_BYTES),
                "0".repeat(2 * Limits.AUTH_TAG_BYTES),
                timestamp);
    }

    /// The ciphertext without its tag.
    public byte[] payloadBytes() {
        return Base64.getDecoder().decode(payload);
    }

    /// The 12 bytes of the nonce.
    public byte[] nonceBytes() {
        return Text.parseHex(nonce).orElseThrow();
    }

    /// The 16 bytes of the tag.
    public byte[] authTagBytes() {
        return Text.parseHex(authTag).orElseThrow();
    }

    /// Id and size only.
    @Override
    public String toString() {
        return "DataMessage[" + messageId + ", " + payload.length() + " characters]";
    }

    private static boolean isBase64(String text) {
        if (text.length() > MAX_PAYLOAD_CHARS) {
            return false;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            // The decoder takes missing padding and bits that mean nothing; one text per value.
            return bytes.length <= Limits.MAX_CHUNK_BYTES
                    && Base64.getEncoder().encodeToString(bytes).equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
