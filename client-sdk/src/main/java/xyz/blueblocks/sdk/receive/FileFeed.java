package xyz.blueblocks.sdk.receive;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.chunk.ChunkOpener;
import xyz.blueblocks.sdk.session.Session;
import xyz.blueblocks.sdk.session.SessionEndedException;
import xyz.blueblocks.sdk.transfer.SessionError;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.message.FileId;
import xyz.blueblocks.wire.transfer.ChunkAckBody;
import xyz.blueblocks.wire.transfer.EpochBody;

/// One session's chunks on their way into one file: opened, compared with the list, written,
/// acknowledged.
///
/// The loop hands over whole sealed chunks; one worker does the rest, in their order.
final class FileFeed implements Runnable {
    private static final int MOST_BAD_CHUNKS = 16;
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long MOST_QUIET_NANOS = TimeUnit.SECONDS.toNanos(32);
    private static final Duration LINK_ANSWERS = Duration.ofSeconds(4);
    private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final InboundFile file;
    private final IncomingOffer shown;
    private final Session session;
    private final ReceiverParts parts;
    private final FeedEnd end;
    private final FileId id;
    private final BlockingQueue<FeedItem> items = new LinkedBlockingQueue<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private final byte[] plain;

    /// Names the epoch; the loop's alone.
    private byte[] chunkId = new byte[0];

    private @Nullable ChunkOpener opener;
    private int badChunks;
    private volatile boolean cancelled;
    private long toldNanos;

    /// What becomes of the file when a feed is over.
    interface FeedEnd {
        /// Every chunk is written: sync, sign, publish, tell.
        void whole(FileFeed feed) throws IOException, InterruptedException;

        /// The session ended, or another feed takes over; the file stays as it is.
        void paused(FileFeed feed);

        /// The file will never be whole here.
        void dropped(FileFeed feed, ErrorCode code, boolean tellSender);
    }

    FileFeed(
            InboundFile file,
            IncomingOffer shown,
            Session session,
            ReceiverParts parts,
            FeedEnd end) {
        this.file = file;
        this.shown = shown;
        this.session = session;
        this.parts = parts;
        this.end = end;
        this.id = file.offer().metadata().fileId();
        this.plain = new byte[file.layout().chunkSizeBytes()];
    }

    FileId id() {
        return id;
    }

    InboundFile file() {
        return file;
    }

    IncomingOffer shown() {
        return shown;
    }

    Session session() {
        return session;
    }

    /// The name of the newest epoch; on the loop.
    byte[] chunkId() {
        return chunkId;
    }

    /// A new epoch begins; on the loop.
    void epoch(EpochBody body) {
        chunkId = java.util.Arrays.copyOf(body.commit(), FileId.BYTES);
        items.add(new FeedItem.Epoch(body));
    }

    /// A whole sealed chunk; its buffer comes back to the pool from here. On the loop.
    void chunk(int sequence, byte[] sealed, int length) {
        session.hold(length);
        items.add(new FeedItem.Chunk(sequence, sealed, length));
    }

    /// The sender says that the rest will not come.
    void cancel() {
        cancelled = true;
        items.add(new FeedItem.Cancel());
    }

    /// Nothing more comes by this session.
    void stop() {
        items.add(new FeedItem.Stop());
    }

    /// Stops it and waits until its worker let go of the file.
    void stopAndWait() throws InterruptedException {
        stop();
        done.await();
    }

    @Override
    public void run() {
        try {
            work();
        } catch (SessionEndedException e) {
            pause();
        } catch (ClosedChannelException e) {
            // This program ends: the thread was interrupted while it wrote.
            end.paused(this);
        } catch (IOException e) {
            end.dropped(this, ErrorCode.FILE_TOO_LARGE, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end.paused(this);
        } catch (RuntimeException e) {
            System.getLogger(FileFeed.class.getName())
                    .log(System.Logger.Level.ERROR, "receiving a file failed", e);
            session.abort(ErrorCode.INVALID_FORMAT);
            end.paused(this);
        } finally {
            close();
            done.countDown();
        }
    }

    private void work() throws IOException, InterruptedException {
        try (SecretBytes key = session.fileKey(id)) {
            if (file.complete()) {
                end.whole(this);
                return;
            }
            while (true) {
                switch (next()) {
                    case FeedItem.Epoch(var body) -> begin(key, body);
                    case FeedItem.Chunk chunk -> {
                        take(chunk);
                        if (file.complete()) {
                            end.whole(this);
                            return;
                        }
                    }
                    case FeedItem.Stop() -> {
                        pause();
                        return;
                    }
                    case FeedItem.Cancel() -> {
                        end.dropped(this, ErrorCode.CHUNK_MISSING, false);
                        return;
                    }
                }
            }
        }
    }

    /// A sender that falls silent may have lost its way here, or this end its link.
    private FeedItem next() throws InterruptedException {
        for (long quiet = QUIET_NANOS; ; quiet = Math.min(2 * quiet, MOST_QUIET_NANOS)) {
            FeedItem item = items.poll(quiet, TimeUnit.NANOSECONDS);
            if (item != null) {
                return item;
            }
            session.probe(LINK_ANSWERS);
        }
    }

    /// The sender may have given up with its last words.
    private void pause() {
        if (cancelled) {
            end.dropped(this, ErrorCode.CHUNK_MISSING, false);
        } else {
            end.paused(this);
        }
    }

    private void begin(SecretBytes key, EpochBody body) {
        ChunkOpener old = opener;
        if (old != null) {
            old.close();
            opener = null;
        }
        Optional<ChunkOpener> fresh =
                ChunkOpener.begin(
                        key,
                        session.info().suite(),
                        id.bytes(),
                        file.layout(),
                        body.salt(),
                        body.commit());
        if (fresh.isEmpty()) {
            session.abort(ErrorCode.ENCRYPTION_ERROR);
            throw SessionEndedException.of(ErrorCode.ENCRYPTION_ERROR);
        }
        opener = fresh.get();
    }

    private void take(FeedItem.Chunk chunk) throws IOException, InterruptedException {
        try {
            ChunkOpener mine = opener;
            int sequence = chunk.sequence;
            if (sequence < 0 || sequence >= file.layout().total()) {
                bad(ErrorCode.INVALID_FORMAT, sequence);
            } else if (mine == null
                    || !mine.open(sequence, chunk.sealed, 0, chunk.length, plain, 0)) {
                bad(ErrorCode.ENCRYPTION_ERROR, sequence);
            } else if (file.holds(sequence)) {
                acknowledge();
            } else if (!file.matches(sequence, plain)) {
                bad(ErrorCode.HASH_MISMATCH, sequence);
            } else {
                file.store(sequence, plain);
                acknowledge();
                tell();
            }
        } finally {
            release(chunk);
        }
    }

    private void release(FeedItem.Chunk chunk) {
        parts.buffers().give(chunk.sealed);
        session.release(chunk.length);
    }

    private void bad(ErrorCode code, int sequence) throws InterruptedException {
        badChunks++;
        if (badChunks > MOST_BAD_CHUNKS || sequence < 0) {
            session.abort(code);
            return;
        }
        SessionError error = SessionError.ofChunk(code, id, sequence);
        session.send(FrameType.ERROR, error.encode(parts.around()));
    }

    private void acknowledge() throws InterruptedException {
        BitSet held = file.held();
        session.send(FrameType.CHUNK_ACK, ChunkAckBody.of(id, held).encode());
    }

    private void tell() {
        long now = parts.around().nanos();
        if (now - toldNanos >= TELL_NANOS) {
            toldNanos = now;
            parts.listener().progress(shown, file.heldBytes());
        }
    }

    private void close() {
        ChunkOpener mine = opener;
        if (mine != null) {
            mine.close();
        }
        for (FeedItem each = items.poll(); each != null; each = items.poll()) {
            if (each instanceof FeedItem.Chunk chunk) {
                release(chunk);
            }
        }
    }
}
