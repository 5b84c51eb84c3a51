package xyz.blueblocks.wire.transfer;

import java.nio.ByteBuffer;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Body of a DATA message in a session; its first byte says which.
///
/// ```
/// 1 message  u8 1 | u32 n | n JSON of MessageHead | payload
/// 2 file     u8 2 | u32 n | n JSON of FileMetadata | total × 32 chaining values
/// 3 epoch    u8 3 | 16 file id | 24 salt | 32 commitment
/// ```
///
/// Source: docs/spec/transfer.md.
public sealed interface DataBody permits MessageBody, FileOffer, EpochBody {
    /// Bytes before the JSON of a message or an offer.
    int PREFIX_BYTES = 5;

    /// Reads all of `length` bytes at `offset`.
    ///
    /// What is returned may refer to `in`: use it before the buffer is used again.
    static Decoded<DataBody> decode(byte[] in, int offset, int length) {
        if (length == 0) {
            return Decoded.malformed("data: empty", 0);
        }
        return switch (in[offset]) {
            case MessageBody.KIND ->
                    MessageBody.decode(in, offset, length).map(DataBody.class::cast);
            case FileOffer.KIND -> FileOffer.decode(in, offset, length).map(DataBody.class::cast);
            case EpochBody.KIND -> EpochBody.decode(in, offset, length).map(DataBody.class::cast);
            default -> Decoded.malformed("data: kind not 1..3", 0);
        };
    }

    /// Reads the JSON behind the first byte: its length first, so that a lie about it costs
    /// nothing.
    static Decoded<JsonObject> readJson(byte[] in, int offset, int length) {
        if (length < PREFIX_BYTES) {
            return Decoded.malformed("data: shorter than its head", length);
        }
        long json = jsonBytes(in, offset);
        if (json > Limits.MAX_JSON_BYTES || json > length - PREFIX_BYTES) {
            return Decoded.malformed("data: JSON longer than it may be, or than what follows", 1);
        }
        return Json.parse(in, offset + PREFIX_BYTES, (int) json, Limits.MAX_JSON_BYTES);
    }

    /// The length field before the JSON.
    static long jsonBytes(byte[] in, int offset) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(in).getInt(offset + 1));
    }
}
