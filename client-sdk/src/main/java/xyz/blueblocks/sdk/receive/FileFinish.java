package xyz.blueblocks.sdk.receive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.session.Session;
import xyz.blueblocks.sdk.session.SessionEndedException;
import xyz.blueblocks.sdk.transfer.TransferEvent;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.FileMetadata;

/// Ends feeds: sync, receipt into the journal, publish, tell, acknowledge; or throw away.
///
/// The order is what makes a kill at any moment harmless: bytes are on the disk before the receipt
/// is written down, and a receipt without a published file is made good at the next start.
final class FileFinish implements FileFeed.FeedEnd {
    private static final System.Logger LOG = System.getLogger(FileFinish.class.getName());

    private final ReceiverParts parts;
    private final Acknowledgements acks;
    private final BiConsumer<FileFeed, Boolean> over;

    /// @param over told when a feed let go of its file, and whether the file is settled
    FileFinish(ReceiverParts parts, Acknowledgements acks, BiConsumer<FileFeed, Boolean> over) {
        this.parts = parts;
        this.acks = acks;
        this.over = over;
    }

    @Override
    public void whole(FileFeed feed) throws IOException, InterruptedException {
        feed.file().force();
        TransferEvent event = ReceiveEvents.received(feed.shown(), parts);
        try {
            parts.observer().before(event);
        } catch (BlueBlocksException e) {
            dropped(feed, e.code(), true);
            return;
        }
        try (OwedAnswers.Owed _ = parts.owed().begin()) {
            settle(feed, event);
        }
    }

    private void settle(FileFeed feed, TransferEvent event)
            throws IOException, InterruptedException {
        InboundFile file = feed.file();
        FileMetadata metadata = file.offer().metadata();
        Session session = feed.session();
        JsonObject receipt = acks.complete(file.offer(), session.info().postQuantum());
        parts.journal().append(metadata.sender(), metadata.fileId().toString(), receipt, true);
        file.detach();
        hand(file, feed.shown(), receipt);
        over.accept(feed, true);
        parts.observer().after(event);
        try {
            session.send(FrameType.DATA_ACK, receipt.canonical());
            session.pad();
        } catch (SessionEndedException e) {
            // The sender will offer it again and get the receipt from the journal.
        }
    }

    /// A receipt was signed before the program ended; whether the file was published is not known.
    void recover(InboundFile file, JsonObject receipt) throws IOException {
        IncomingOffer shown = InboundSession.shown(file.offer().metadata(), pq(receipt));
        Optional<Path> published = file.published();
        if (file.unpublished()) {
            hand(file, shown, receipt);
        } else {
            // Whether the application was told is not known either: better twice than never.
            published.ifPresent(place -> tell(shown, receipt, place));
            file.discard();
        }
    }

    private static boolean pq(JsonObject receipt) {
        return receipt.bool("pq").orElse(false);
    }

    private void hand(InboundFile file, IncomingOffer shown, JsonObject receipt)
            throws IOException {
        Path place = file.publish();
        tell(shown, receipt, place);
        file.discard();
    }

    private void tell(IncomingOffer shown, JsonObject receipt, Path place) {
        try {
            // A file cannot be answered: its receipt is the answer.
            Optional<Reply> _ = parts.listener().arrived(Received.onDisk(shown, receipt, place));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the application failed on a received file", e);
        }
    }

    @Override
    public void paused(FileFeed feed) {
        feed.file().detach();
        over.accept(feed, false);
    }

    @Override
    public void dropped(FileFeed feed, ErrorCode code, boolean tellSender) {
        try {
            feed.file().discard();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "an unfinished file could not be removed");
        }
        over.accept(feed, true);
        parts.observer().after(ReceiveEvents.refused(feed.shown(), parts, code));
        parts.listener().refused(feed.shown().sender(), Optional.of(feed.shown()), code);
        if (tellSender) {
            tell(feed, code);
        }
    }

    private void tell(FileFeed feed, ErrorCode code) {
        try {
            JsonObject refusal = acks.refused(feed.file().offer(), code);
            feed.session().send(FrameType.DATA_ACK, refusal.canonical());
        } catch (SessionEndedException e) {
            // Then the sender hears it when it offers the file again.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
