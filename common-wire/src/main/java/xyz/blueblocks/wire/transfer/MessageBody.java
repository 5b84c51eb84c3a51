package xyz.blueblocks.wire.transfer;

import java.nio.ByteBuffer;
import java.util.Arrays;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.MessageHead;

/// A whole message: `u8 1 | u32 n | n JSON | payload`, payload 0 bytes to 1 MiB.
public final class MessageBody implements DataBody {
    static final byte KIND = 1;

    private final MessageHead head;
    private final JsonObject json;
    private final byte[] array;
    private final int offset;
    private final int end;

    private MessageBody(MessageHead head, JsonObject json, byte[] array, int offset, int end) {
        this.head = head;
        this.json = json;
        this.array = array;
        this.offset = offset;
        this.end = end;
    }

    /// The bytes of a message.
    ///
    /// @param signedHead [MessageHead] with its signature
    /// @param payload at most 1 MiB
    public static byte[] encode(JsonObject signedHead, byte[] payload) {
        if (payload.length > Limits.MAX_CHUNK_BYTES) {
            throw new IllegalArgumentException(
                    "payload: " + payload.length + " bytes (want at most 1 MiB)");
        }
        byte[] json = signedHead.canonical();
        return ByteBuffer.allocate(PREFIX_BYTES + json.length + payload.length)
                .put(KIND)
                .putInt(json.length)
                .put(json)
                .put(payload)
                .array();
    }

    static Decoded<MessageBody> decode(byte[] in, int offset, int length) {
        return DataBody.readJson(in, offset, length)
                .flatMap(json -> {
                    int payload = PREFIX_BYTES + (int) DataBody.jsonBytes(in, offset);
                    if (length - payload > Limits.MAX_CHUNK_BYTES) {
                        return Decoded.malformed(
                                ErrorCode.FILE_TOO_LARGE,
                                "data: payload of more than 1 MiB",
                                payload);
                    }
                    return MessageHead.fromJson(json)
                            .map(head ->
                                    new MessageBody(
                                            head, json, in, offset + payload, offset + length));
                });
    }

    /// What the sender says of the message.
    public MessageHead head() {
        return head;
    }

    /// The head as it was signed.
    public JsonObject json() {
        return json;
    }

    /// The array that the payload lies in; not a copy.
    public byte[] array() {
        return array;
    }

    /// Where the payload begins in [#array].
    public int payloadOffset() {
        return offset;
    }

    /// Length of the payload.
    public int payloadLength() {
        return end - offset;
    }

    /// A copy of the payload.
    public byte[] payload() {
        return Arrays.copyOfRange(array, offset, end);
    }
}
