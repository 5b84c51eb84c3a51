package xyz.blueblocks.sdk.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.session.OpenedRecord;
import xyz.blueblocks.sdk.circuit.CircuitClosed;
import xyz.blueblocks.sdk.session.Session;
import xyz.blueblocks.sdk.session.SessionEndedException;
import xyz.blueblocks.sdk.session.SessionListener;
import xyz.blueblocks.sdk.transfer.SessionError;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.message.ErrorMessage;
import xyz.blueblocks.wire.message.FileId;
import xyz.blueblocks.wire.message.FileMetadata;
import xyz.blueblocks.wire.message.FileNames;
import xyz.blueblocks.wire.transfer.DataBody;
import xyz.blueblocks.wire.transfer.EpochBody;
import xyz.blueblocks.wire.transfer.FileOffer;
import xyz.blueblocks.wire.transfer.MessageBody;

/// What comes by one session that somebody opened to this peer.
///
/// On the loop it only sorts: epochs and chunks to the feeds, everything that takes time to
/// workers.
final class InboundSession implements SessionListener {
    /// Chunks whose records may alternate; an honest sender sends one after another.
    private static final int MOST_OPEN_CHUNKS = 2;

    private static final int MOST_FEEDS = 16;

    private final Session session;
    private final ReceiverParts parts;
    private final InboundFiles files;
    private final MessageIntake messages;
    private final List<FileFeed> feeds = new CopyOnWriteArrayList<>();
    private final List<OpenChunk> chunks = new ArrayList<>();
    private volatile boolean over;

    /// A chunk whose records are still coming; the loop's alone.
    private static final class OpenChunk {
        final long number;
        final @Nullable FileFeed feed;
        final byte[] buffer;
        int length;

        OpenChunk(long number, @Nullable FileFeed feed, byte[] buffer) {
            this.number = number;
            this.feed = feed;
            this.buffer = buffer;
        }
    }

    InboundSession(
            Session session, ReceiverParts parts, InboundFiles files, MessageIntake messages) {
        this.session = session;
        this.parts = parts;
        this.files = files;
        this.messages = messages;
    }

    Session session() {
        return session;
    }

    @Override
    public void onMessage(FrameType type, byte[] body) {
        switch (type) {
            case DATA -> data(body);
            case ERROR ->
                    Json.parse(body)
                            .flatMap(ErrorMessage::fromJson)
                            .toOptional()
                            .map(SessionError::read)
                            .flatMap(SessionError::file)
                            .flatMap(this::feedOf)
                            .ifPresent(FileFeed::cancel);
            default -> {
                // DATA_ACK: the sender has our answer; nothing waits for that.
            }
        }
    }

    private void data(byte[] body) {
        switch (DataBody.decode(body, 0, body.length)) {
            case Decoded.Ok<DataBody>(EpochBody epoch) ->
                    feedOf(epoch.fileId()).ifPresent(feed -> feed.epoch(epoch));
            case Decoded.Ok<DataBody>(FileOffer offer) ->
                    work(body.length, () -> files.offered(offer, this));
            case Decoded.Ok<DataBody>(MessageBody message) ->
                    work(body.length, () -> messages.arrived(message, this));
            case Decoded.Malformed<DataBody> bad ->
                    work(body.length, () -> complain(SessionError.of(bad.code())));
        }
    }

    /// Work that a session's end breaks off.
    private interface Work {
        void run() throws InterruptedException;
    }

    private void work(int bytes, Work work) {
        session.hold(bytes);
        Thread.ofVirtual()
                .name("bb-intake")
                .start(() -> {
                    try {
                        work.run();
                    } catch (SessionEndedException e) {
                        // Whoever began the session begins another and repeats what was not
                        // answered.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException e) {
                        System.getLogger(InboundSession.class.getName())
                                .log(System.Logger.Level.ERROR, "taking in a message failed", e);
                        session.abort(ErrorCode.INVALID_FORMAT);
                    } finally {
                        session.release(bytes);
                    }
                });
    }

    private Optional<FileFeed> feedOf(FileId id) {
        return feeds.stream().filter(feed -> feed.id().equals(id)).findFirst();
    }

    @Override
    public void onChunk(OpenedRecord.Fragment fragment) {
        OpenChunk chunk = fragment.first() ? begin(fragment) : open(fragment.messageNumber());
        if (chunk == null || chunk.length + fragment.length() > chunk.buffer.length) {
            session.abort(ErrorCode.INVALID_FORMAT);
            return;
        }
        System.arraycopy(
                fragment.array(), fragment.offset(), chunk.buffer, chunk.length, fragment.length());
        chunk.length += fragment.length();
        if (fragment.last()) {
            chunks.remove(chunk);
            FileFeed feed = chunk.feed;
            if (feed != null && feeds.contains(feed)) {
                feed.chunk(fragment.sequence(), chunk.buffer, chunk.length);
            } else {
                parts.buffers().give(chunk.buffer);
            }
        }
    }

    /// A chunk of a file that ended here while it was on its way is read over.
    private @Nullable OpenChunk begin(OpenedRecord.Fragment fragment) {
        if (chunks.size() == MOST_OPEN_CHUNKS) {
            return null;
        }
        FileFeed to = null;
        for (FileFeed feed : feeds) {
            if (fragment.hasChunkId(feed.chunkId())) {
                to = feed;
            }
        }
        OpenChunk chunk = new OpenChunk(fragment.messageNumber(), to, parts.buffers().take());
        chunks.add(chunk);
        return chunk;
    }

    private @Nullable OpenChunk open(long number) {
        for (OpenChunk each : chunks) {
            if (each.number == number) {
                return each;
            }
        }
        return null;
    }

    /// A feed begins; chunks for it may come now.
    void add(FileFeed feed) {
        feeds.removeIf(old -> old.id().equals(feed.id()));
        if (feeds.size() >= MOST_FEEDS) {
            feeds.removeFirst();
        }
        feeds.add(feed);
        if (over) {
            feed.stop();
        }
    }

    @Override
    public void onClosed(CircuitClosed why) {
        over = true;
        chunks.forEach(each -> parts.buffers().give(each.buffer));
        chunks.clear();
        feeds.forEach(FileFeed::stop);
    }

    /// Says that an offer is not even one that can be refused.
    void complain(ErrorCode code, FileId file) throws InterruptedException {
        complain(SessionError.ofFile(code, file));
        parts.listener().refused(session.info().peer(), Optional.empty(), code);
    }

    void complain(SessionError error) throws InterruptedException {
        session.send(FrameType.ERROR, error.encode(parts.around()));
    }

    /// An offer was refused, for whatever reason.
    void refused(IncomingOffer offer, ErrorCode code) {
        parts.observer().after(ReceiveEvents.refused(offer, parts, code));
        parts.listener().refused(offer.sender(), Optional.of(offer), code);
    }

    IncomingOffer shown(FileMetadata metadata) {
        return shown(metadata, session.info().postQuantum());
    }

    static IncomingOffer shown(FileMetadata metadata, boolean pq) {
        return new IncomingOffer(
                IncomingOffer.Kind.FILE,
                metadata.fileId().toString(),
                metadata.sender(),
                Optional.of(FileNames.display(metadata.filename())),
                metadata.mimeType(),
                metadata.sizeBytes(),
                metadata.hash(),
                Optional.empty(),
                metadata.timestamp(),
                pq);
    }
}
