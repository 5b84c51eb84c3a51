package xyz.blueblocks.wire.message;

import java.time.Instant;
import java.util.List;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.json.SignLabels;

/// Offer of a file of more than 1 MiB, signed by its sender.
///
/// @param fileId names the transfer
/// @param filename what the sender calls it; shown by [FileNames], never a path
/// @param mimeType media type
/// @param sizeBytes 1 MiB + 1 byte to 5 GiB (`E011` beyond)
/// @param chunkSize 2^16, 2^18 or 2^20
/// @param totalChunks size ÷ chunk size, rounded up, at most 16 384
/// @param hash `blake3:` and hexadecimal digits, of the whole file
/// @param sender who signs; the session's peer
/// @param recipient for whom it is meant, and nobody else
/// @param timestamp when it was made
public record FileMetadata(
        FileId fileId,
        String filename,
        String mimeType,
        long sizeBytes,
        int chunkSize,
        int totalChunks,
        String hash,
        PeerId sender,
        PeerId recipient,
        Instant timestamp) {
    /// Label of its signature.
    public static final String LABEL = SignLabels.METADATA;

    /// The chunk sizes there are: each is a whole subtree of the file's BLAKE3 tree.
    public static final List<Integer> CHUNK_SIZES = List.of(1 << 16, 1 << 18, 1 << 20);

    /// Checks that the numbers agree, and everything else but the signature.
    public FileMetadata {
        Check.line("filename", filename, MessageHead.MAX_FILENAME);
        Check.that(ContentTypes.wellFormed(mimeType), "mime_type: want a media type");
        Check.range("size_bytes", sizeBytes, Limits.MAX_CHUNK_BYTES + 1L, Limits.MAX_FILE_BYTES);
        Check.that(CHUNK_SIZES.contains(chunkSize), "chunk_size: want 2^16, 2^18 or 2^20");
        long total = (sizeBytes + chunkSize - 1) / chunkSize;
        Check.that(totalChunks == total, "total_chunks: want " + total);
        Check.that(total <= Limits.MAX_CHUNKS, "total_chunks: want at most " + Limits.MAX_CHUNKS);
        Check.hash("hash", hash, "blake3");
    }

    /// Reads the form without judging signature and hash.
    public static Decoded<FileMetadata> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.signature();
                    long size = m.integer("size_bytes", 0, JsonValue.Num.MAX);
                    m.require(
                            size <= Limits.MAX_FILE_BYTES,
                            ErrorCode.FILE_TOO_LARGE,
                            "size_bytes: want at most 5 GiB");
                    return new FileMetadata(
                            m.parsed("file_id", FileId::parse),
                            m.text("filename"),
                            m.text("mime_type"),
                            size,
                            (int) m.integer("chunk_size", 1, Limits.MAX_CHUNK_BYTES),
                            (int) m.integer("total_chunks", 1, Limits.MAX_CHUNKS),
                            m.hash("hash", "blake3"),
                            m.peerId("sender_peer_id"),
                            m.peerId("recipient_peer_id"),
                            m.epochSeconds("timestamp"));
                });
    }

    /// The form without signature.
    public JsonObject toJson() {
        return Json.object()
                .put("file_id", fileId.toString())
                .put("filename", filename)
                .put("mime_type", mimeType)
                .put("size_bytes", sizeBytes)
                .put("chunk_size", (long) chunkSize)
                .put("total_chunks", (long) totalChunks)
                .put("hash", hash)
                .put("sender_peer_id", sender.toString())
                .put("recipient_peer_id", recipient.toString())
                .putEpochSeconds("timestamp", timestamp)
                .build();
    }

    /// Id and size only: a name of a file may be personal.
    @Override
    public String toString() {
        return "FileMetadata[" + fileId + ", " + sizeBytes + " bytes]";
    }
}
