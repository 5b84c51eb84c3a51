package xyz.blueblocks.sdk.receive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.hash.Blake3Tree;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.session.Session;
import xyz.blueblocks.sdk.transfer.Receipts;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.TimeWindow;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.FileMetadata;
import xyz.blueblocks.wire.transfer.FileOffer;

/// All files that are not whole yet, and who feeds them: the newest session owns a transfer.
///
/// Safe for threads. Offers of one file are judged one after another; the policy may take its time
/// without holding up others.
final class InboundFiles {
    /// Unfinished files of one sender.
    static final int MOST_PER_SENDER = 16;

    /// How long an unfinished file is kept.
    static final Duration KEPT = Duration.ofDays(7);

    private static final int MOST_REMEMBERED = 64;
    private static final int MOST_NAME = 255;

    private final ReceiverParts parts;
    private final IncomingStore store;
    private final Acknowledgements acks;
    private final FileFinish finish;
    private final KeyedLocks locks = new KeyedLocks();
    private final ExecutorService workers;

    /// Guarded by itself; detached ones are forgotten first, their state being on disk.
    private final Map<String, InboundFile> known = new LinkedHashMap<>();

    private final Map<String, FileFeed> feeds = new HashMap<>();

    InboundFiles(ReceiverParts parts, IncomingStore store, ExecutorService workers) {
        this.parts = parts;
        this.store = store;
        this.workers = workers;
        this.acks = new Acknowledgements(parts.identity(), parts.around());
        this.finish = new FileFinish(parts, acks, this::over);
    }

    /// Goes on where an earlier run was killed: publishes what was signed for, throws away what is
    /// too old.
    void recover() throws IOException {
        store.forgetPlaces(parts.around().now().minus(KEPT));
        for (IncomingStore.Left left : store.all()) {
            FileMetadata metadata = left.offer.metadata();
            Optional<JsonObject> receipt =
                    parts.journal().find(metadata.sender(), metadata.fileId().toString());
            if (receipt.isPresent()) {
                finish.recover(InboundFile.left(store, left), receipt.get());
            } else if (left.touched.plus(KEPT).isBefore(parts.around().now())) {
                InboundFile.left(store, left).discard();
            }
        }
    }

    /// Judges an offer and answers it; on a worker.
    void offered(FileOffer offer, InboundSession from) throws InterruptedException {
        Session session = from.session();
        FileMetadata metadata = offer.metadata();
        PeerId sender = session.info().peer();
        if (!metadata.sender().equals(sender)
                || !metadata.recipient().equals(parts.identity().self())) {
            from.complain(ErrorCode.INVALID_FORMAT, metadata.fileId());
            return;
        }
        if (!SignedJson.verify(offer.json(), FileMetadata.LABEL, sender.publicKey())) {
            from.complain(ErrorCode.INVALID_SIGNATURE, metadata.fileId());
            return;
        }
        String key = IncomingStore.key(sender, metadata.fileId());
        try (KeyedLocks.Held _ = locks.hold(key)) {
            Optional<JsonObject> receipt = receipt(offer);
            if (receipt.isPresent()) {
                repeat(offer, receipt.get(), from);
            } else {
                take(key, offer, from);
            }
        }
    }

    private Optional<JsonObject> receipt(FileOffer offer) {
        FileMetadata metadata = offer.metadata();
        return parts.journal().find(metadata.sender(), metadata.fileId().toString());
    }

    private void repeat(FileOffer offer, JsonObject receipt, InboundSession from)
            throws InterruptedException {
        boolean same =
                receipt.text("offer_hash")
                        .filter(Receipts.offerHash(offer.json())::equals)
                        .isPresent();
        if (same) {
            from.session().send(FrameType.DATA_ACK, receipt.canonical());
        } else {
            refuse(offer, ErrorCode.INVALID_FORMAT, from);
        }
    }

    private void take(String key, FileOffer offer, InboundSession from)
            throws InterruptedException {
        try {
            InboundFile file = find(key);
            if (file != null && !file.sameAs(offer)) {
                refuse(offer, ErrorCode.INVALID_FORMAT, from);
                return;
            }
            stopFeeding(key);
            // What was stopped may have been finishing: then the file is whole, or gone.
            Optional<JsonObject> receipt = receipt(offer);
            if (receipt.isPresent()) {
                repeat(offer, receipt.get(), from);
                return;
            }
            file = find(key);
            if (file == null) {
                file = admit(key, offer, from);
            }
            if (file != null) {
                feed(key, file, from);
            }
        } catch (IOException e) {
            refuse(offer, ErrorCode.FILE_TOO_LARGE, from);
        }
    }

    private @Nullable InboundFile find(String key) throws IOException {
        synchronized (known) {
            InboundFile file = known.get(key);
            if (file != null) {
                return file;
            }
        }
        return store.find(key).map(left -> InboundFile.left(store, left)).orElse(null);
    }

    /// A new file: rules first, then the policy, then room for it.
    private @Nullable InboundFile admit(String key, FileOffer offer, InboundSession from)
            throws IOException, InterruptedException {
        FileMetadata metadata = offer.metadata();
        Optional<ErrorCode> wrong = wrong(key, offer);
        if (wrong.isPresent()) {
            refuse(offer, wrong.get(), from);
            return null;
        }
        IncomingOffer shown = from.shown(metadata);
        switch (parts.policy().judge(shown)) {
            case ReceivePolicy.Decision.Refuse(var code, var _) -> refuse(offer, code, from);
            case ReceivePolicy.Decision.Keep() -> refuse(offer, ErrorCode.FILE_TOO_LARGE, from);
            case ReceivePolicy.Decision.Store(Path folder, String name) -> {
                if (!Files.isDirectory(folder) || !roomFor(folder, metadata.sizeBytes())) {
                    refuse(offer, ErrorCode.FILE_TOO_LARGE, from);
                } else {
                    return InboundFile.create(store, key, offer, folder, cut(name));
                }
            }
        }
        return null;
    }

    private Optional<ErrorCode> wrong(String key, FileOffer offer) throws IOException {
        FileMetadata metadata = offer.metadata();
        if (!TimeWindow.holds(metadata.timestamp(), parts.around().now())) {
            return Optional.of(ErrorCode.REPLAY_DETECTED);
        }
        byte[] root =
                Blake3Tree.root(offer.chainingValues(), metadata.chunkSize(), metadata.sizeBytes());
        if (!metadata.hash().equals("blake3:" + xyz.blueblocks.crypto.Text.hex(root))) {
            return Optional.of(ErrorCode.HASH_MISMATCH);
        }
        return store.unfinished(key) >= MOST_PER_SENDER
                ? Optional.of(ErrorCode.RATE_LIMITED)
                : Optional.empty();
    }

    private static boolean roomFor(Path folder, long bytes) throws IOException {
        return Files.getFileStore(folder).getUsableSpace() >= bytes;
    }

    private static String cut(String name) {
        return name.length() <= MOST_NAME ? name : name.substring(0, MOST_NAME);
    }

    private void refuse(FileOffer offer, ErrorCode code, InboundSession from)
            throws InterruptedException {
        from.session().send(FrameType.DATA_ACK, acks.refused(offer, code).canonical());
        from.refused(from.shown(offer.metadata()), code);
    }

    private void stopFeeding(String key) throws InterruptedException {
        FileFeed before;
        synchronized (known) {
            before = feeds.get(key);
        }
        if (before != null) {
            before.stopAndWait();
        }
    }

    private void feed(String key, InboundFile file, InboundSession from)
            throws IOException, InterruptedException {
        file.attach();
        FileFeed feed =
                new FileFeed(
                        file, from.shown(file.offer().metadata()), from.session(), parts, finish);
        synchronized (known) {
            known.remove(key);
            known.put(key, file);
            feeds.put(key, feed);
            trim();
        }
        from.add(feed);
        JsonObject accepted = acks.accepted(file.offer(), file.held());
        workers.execute(feed);
        from.session().send(FrameType.DATA_ACK, accepted.canonical());
    }

    private void trim() {
        var oldest = known.keySet().iterator();
        while (known.size() > MOST_REMEMBERED && oldest.hasNext()) {
            if (!feeds.containsKey(oldest.next())) {
                oldest.remove();
            }
        }
    }

    /// A feed let go of its file.
    ///
    /// @param gone whether the file is no longer among the unfinished
    private void over(FileFeed feed, boolean gone) {
        String key = IncomingStore.key(feed.shown().sender(), feed.id());
        synchronized (known) {
            feeds.remove(key, feed);
            if (gone) {
                known.remove(key);
            }
        }
    }
}
