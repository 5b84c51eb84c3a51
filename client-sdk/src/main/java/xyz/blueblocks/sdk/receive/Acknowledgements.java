package xyz.blueblocks.sdk.receive;

import java.util.BitSet;
import java.util.Optional;
import xyz.blueblocks.link.LinkIdentity;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.sdk.transfer.Receipts;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.ChunkBitmap;
import xyz.blueblocks.wire.message.DataAck;
import xyz.blueblocks.wire.message.FileMetadata;
import xyz.blueblocks.wire.message.MessageHead;
import xyz.blueblocks.wire.transfer.FileOffer;

/// Writes what this peer signs about offers.
final class Acknowledgements {
    private final LinkIdentity identity;
    private final Surroundings around;

    Acknowledgements(LinkIdentity identity, Surroundings around) {
        this.identity = identity;
        this.around = around;
    }

    /// Chunks may come; these are held already.
    JsonObject accepted(FileOffer offer, BitSet held) {
        return file(
                offer,
                DataAck.Status.ACCEPTED,
                Optional.of(held),
                Optional.empty(),
                Optional.empty());
    }

    /// The delivery receipt for a file.
    JsonObject complete(FileOffer offer, boolean pq) {
        FileMetadata metadata = offer.metadata();
        BitSet all = new BitSet();
        all.set(0, metadata.totalChunks());
        return file(
                offer,
                DataAck.Status.COMPLETE,
                Optional.of(all),
                Optional.of(new DataAck.Completion(metadata.hash(), metadata.sizeBytes(), pq)),
                Optional.empty());
    }

    /// The file is not wanted, or cannot be had.
    JsonObject refused(FileOffer offer, ErrorCode code) {
        return file(
                offer,
                DataAck.Status.REFUSED,
                Optional.empty(),
                Optional.empty(),
                Optional.of(code));
    }

    private JsonObject file(
            FileOffer offer,
            DataAck.Status status,
            Optional<BitSet> held,
            Optional<DataAck.Completion> whole,
            Optional<ErrorCode> error) {
        FileMetadata metadata = offer.metadata();
        return sign(
                new DataAck(
                        status,
                        identity.self(),
                        metadata.sender(),
                        new DataAck.Subject.OfFile(metadata.fileId()),
                        Receipts.offerHash(offer.json()),
                        held.map(bits -> ChunkBitmap.write(bits, metadata.totalChunks())),
                        whole,
                        error,
                        around.now()));
    }

    /// The message is not wanted.
    JsonObject refused(MessageHead head, JsonObject signedHead, ErrorCode code) {
        return sign(
                new DataAck(
                        DataAck.Status.REFUSED,
                        identity.self(),
                        head.sender(),
                        new DataAck.Subject.OfMessage(head.messageId()),
                        Receipts.offerHash(signedHead),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(code),
                        around.now()));
    }

    private JsonObject sign(DataAck ack) {
        return SignedJson.sign(ack.toJson(), DataAck.LABEL, identity.key());
    }
}
