package xyz.blueblocks.sdk.transfer;

import java.time.Instant;
import java.util.Optional;
import xyz.blueblocks.crypto.chunk.ChunkLayout;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.link.LinkIdentity;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.DataAck;
import xyz.blueblocks.wire.message.FileId;
import xyz.blueblocks.wire.message.FileMetadata;
import xyz.blueblocks.wire.transfer.FileOffer;

/// A file's offer as it is signed once and sent, byte for byte, in every session of its transfer.
final class OfferedFile {
    private final FileMetadata metadata;
    private final JsonObject json;
    private final ChunkLayout layout;
    private final FileDigest digest;
    private final byte[] body;
    private final String offerHash;

    private OfferedFile(
            FileMetadata metadata, JsonObject json, ChunkLayout layout, FileDigest digest) {
        this.metadata = metadata;
        this.json = json;
        this.layout = layout;
        this.digest = digest;
        this.body = FileOffer.encode(json, digest.values());
        this.offerHash = Receipts.offerHash(json);
    }

    static OfferedFile sign(FileMetadata metadata, FileDigest digest, LinkIdentity identity) {
        JsonObject json = SignedJson.sign(metadata.toJson(), FileMetadata.LABEL, identity.key());
        ChunkLayout layout = new ChunkLayout(metadata.sizeBytes(), metadata.chunkSize());
        return new OfferedFile(metadata, json, layout, digest);
    }

    /// The offer that was kept from an earlier run of the program.
    static Optional<OfferedFile> of(FileOffer kept) {
        FileMetadata metadata = kept.metadata();
        return ChunkLayout.of(metadata.sizeBytes(), metadata.chunkSize())
                .map(layout ->
                        new OfferedFile(
                                metadata,
                                kept.json(),
                                layout,
                                FileDigest.of(layout, kept.chainingValues())));
    }

    /// The same file offered anew, now.
    OfferedFile anew(FileId id, Instant now, LinkIdentity identity) {
        FileMetadata fresh =
                new FileMetadata(
                        id,
                        metadata.filename(),
                        metadata.mimeType(),
                        metadata.sizeBytes(),
                        metadata.chunkSize(),
                        metadata.totalChunks(),
                        metadata.hash(),
                        metadata.sender(),
                        metadata.recipient(),
                        now);
        return sign(fresh, digest, identity);
    }

    FileId id() {
        return metadata.fileId();
    }

    PeerId recipient() {
        return metadata.recipient();
    }

    FileMetadata metadata() {
        return metadata;
    }

    ChunkLayout layout() {
        return layout;
    }

    FileDigest digest() {
        return digest;
    }

    /// Body of the DATA that offers it; not a copy.
    byte[] body() {
        return body;
    }

    /// Whether an acknowledgement is about this offer.
    boolean answeredBy(DataAck ack) {
        return Receipts.answers(ack, new DataAck.Subject.OfFile(id()), offerHash);
    }

    /// Whether an acknowledgement is a receipt for all of it.
    boolean completedBy(DataAck ack) {
        return Receipts.holds(ack.completion(), metadata.hash(), metadata.sizeBytes());
    }
}
