package xyz.blueblocks.wire.transfer;

import java.nio.ByteBuffer;
import java.util.Arrays;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.FileMetadata;

/// Offer of a file: `u8 2 | u32 n | n JSON | total × 32 chaining values`.
///
/// The values are those of the file's BLAKE3 tree at the roots of its chunks, in order; whether
/// they merge to the file's hash, the reader checks before it takes a chunk.
public final class FileOffer implements DataBody {
    /// Length of a chaining value.
    public static final int VALUE_BYTES = 32;

    static final byte KIND = 2;

    private final FileMetadata metadata;
    private final JsonObject json;
    private final byte[] values;

    private FileOffer(FileMetadata metadata, JsonObject json, byte[] values) {
        this.metadata = metadata;
        this.json = json;
        this.values = values;
    }

    /// The bytes of an offer.
    ///
    /// @param signedMetadata [FileMetadata] with its signature
    /// @param chainingValues 32 bytes for each chunk
    public static byte[] encode(JsonObject signedMetadata, byte[] chainingValues) {
        long total = signedMetadata.integer("total_chunks").orElse(0);
        if (chainingValues.length != total * VALUE_BYTES) {
            throw new IllegalArgumentException(
                    "chainingValues: " + chainingValues.length + " bytes (want 32 a chunk)");
        }
        byte[] json = signedMetadata.canonical();
        return ByteBuffer.allocate(PREFIX_BYTES + json.length + chainingValues.length)
                .put(KIND)
                .putInt(json.length)
                .put(json)
                .put(chainingValues)
                .array();
    }

    static Decoded<FileOffer> decode(byte[] in, int offset, int length) {
        return DataBody.readJson(in, offset, length)
                .flatMap(json ->
                        FileMetadata.fromJson(json)
                                .flatMap(metadata ->
                                        withValues(metadata, json, in, offset, length)));
    }

    private static Decoded<FileOffer> withValues(
            FileMetadata metadata, JsonObject json, byte[] in, int offset, int length) {
        int values = PREFIX_BYTES + (int) DataBody.jsonBytes(in, offset);
        if (length - values != metadata.totalChunks() * VALUE_BYTES) {
            return Decoded.malformed("data: not 32 bytes for each chunk", values);
        }
        return Decoded.ok(
                new FileOffer(
                        metadata, json, Arrays.copyOfRange(in, offset + values, offset + length)));
    }

    /// What the sender says of the file.
    public FileMetadata metadata() {
        return metadata;
    }

    /// The metadata as signed.
    public JsonObject json() {
        return json;
    }

    /// A copy of all chaining values, 32 bytes for each chunk.
    public byte[] chainingValues() {
        return values.clone();
    }
}
