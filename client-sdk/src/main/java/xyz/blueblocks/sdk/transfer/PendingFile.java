package xyz.blueblocks.sdk.transfer;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.chunk.ChunkLayout;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.route.RouteTerms;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.FileId;
import xyz.blueblocks.wire.message.FileMetadata;

/// A file from the request to its receipt: read for its hashes, offered, sent, remembered
/// meanwhile.
final class PendingFile implements Transfer {
    private static final String NAMELESS = "unnamed";

    private final SenderParts parts;
    private final SendStore store;
    private final FileSource source;
    private final FileId id;
    private final ProgressListener listener;
    private final Optional<SendRequest> request;
    private final Optional<SendStore.Kept> kept;
    private final CompletableFuture<Delivery> result = new CompletableFuture<>();
    private volatile @Nullable FileSend send;
    private volatile boolean cancelled;
    private volatile boolean suspended;
    private volatile long preparedBytes;

    PendingFile(
            SenderParts parts,
            SendStore store,
            FileSource source,
            SendRequest request,
            FileId id,
            ProgressListener listener) {
        this.parts = parts;
        this.store = store;
        this.source = source;
        this.id = id;
        this.listener = listener;
        this.request = Optional.of(request);
        this.kept = Optional.empty();
    }

    PendingFile(
            SenderParts parts,
            SendStore store,
            FileSource source,
            SendStore.Kept kept,
            ProgressListener listener) {
        this.parts = parts;
        this.store = store;
        this.source = source;
        this.id = kept.offer().id();
        this.listener = listener;
        this.request = Optional.empty();
        this.kept = Optional.of(kept);
    }

    /// Runs it to its end.
    ///
    /// @param done told before anybody who waits: they may ask at once what is unfinished
    void run(TransferObserver observer, Runnable done) {
        try {
            Delivery delivery = delivered(observer);
            done.run();
            result.complete(delivery);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(BlueBlocksException.of(ErrorCode.CHUNK_MISSING), done);
        } catch (RuntimeException e) {
            failed(ObservedRun.told(e), done);
        } finally {
            done.run();
        }
    }

    private Delivery delivered(TransferObserver observer) throws InterruptedException {
        try (source) {
            OfferedFile offer = kept.map(SendStore.Kept::offer).orElseGet(this::prepare);
            Optional<String> reason =
                    request.flatMap(SendRequest::reason)
                            .or(() -> kept.flatMap(SendStore.Kept::reason));
            RouteTerms terms =
                    request.map(SendRequest::terms)
                            .or(() -> kept.map(SendStore.Kept::terms))
                            .orElseThrow();
            if (kept.isEmpty()) {
                store.keep(offer, source, reason, terms);
            }
            Delivery delivery =
                    ObservedRun.run(observer, event(offer, reason), () -> send(offer, terms));
            store.drop(id());
            return delivery;
        }
    }

    /// What may go on later is kept: only a circuit's failures are worth another run.
    private void failed(BlueBlocksException why, Runnable done) {
        if (!suspended && !SetUps.worthAnother(why.code())) {
            store.drop(id());
        }
        done.run();
        result.completeExceptionally(why);
    }

    private Delivery send(OfferedFile offer, RouteTerms terms) throws InterruptedException {
        boolean before = kept.filter(SendStore.Kept::accepted).isPresent();
        FileSend mine =
                new FileSend(
                        parts, offer, source, terms, listener, before, () -> store.accepted(id()));
        send = mine;
        if (cancelled) {
            mine.cancel();
        }
        return mine.run();
    }

    private OfferedFile prepare() {
        SendRequest wanted = request.orElseThrow();
        ChunkLayout layout = Sender.layout(source.sizeBytes());
        listener.progress(new Progress(Progress.Phase.PREPARING, 0, layout.sizeBytes(), 0));
        FileDigest digest =
                FileDigest.read(
                        source,
                        layout,
                        bytes -> {
                            preparedBytes = bytes;
                            requireWanted();
                        });
        source.requireUnchanged();
        FileMetadata metadata =
                new FileMetadata(
                        id,
                        wanted.name().orElse(NAMELESS),
                        wanted.contentType(),
                        layout.sizeBytes(),
                        layout.chunkSizeBytes(),
                        layout.total(),
                        digest.hash(),
                        parts.identity().self(),
                        wanted.recipient(),
                        parts.around().now());
        return OfferedFile.sign(metadata, digest, parts.identity());
    }

    private void requireWanted() {
        if (cancelled) {
            throw new BlueBlocksException(
                    ErrorCode.CHUNK_MISSING, "The transfer was cancelled.", "");
        }
    }

    private TransferEvent event(OfferedFile offer, Optional<String> reason) {
        FileMetadata metadata = offer.metadata();
        return new TransferEvent(
                TransferEvent.Action.SEND,
                id(),
                metadata.sender(),
                metadata.recipient(),
                metadata.mimeType(),
                metadata.sizeBytes(),
                metadata.hash(),
                reason,
                Optional.empty(),
                parts.around().now());
    }

    @Override
    public String id() {
        return id.toString();
    }

    @Override
    public Progress progress() {
        FileSend mine = send;
        return mine != null
                ? mine.progress()
                : new Progress(Progress.Phase.PREPARING, preparedBytes, source.sizeBytes(), 0);
    }

    @Override
    public List<PeerId> relays() {
        FileSend mine = send;
        return mine == null ? List.of() : mine.relays();
    }

    @Override
    public Delivery await() throws InterruptedException {
        return Outcome.of(result);
    }

    @Override
    public CompletionStage<Delivery> delivered() {
        return result.minimalCompletionStage();
    }

    @Override
    public void cancel() {
        cancelled = true;
        FileSend mine = send;
        if (mine != null) {
            mine.cancel();
        }
    }

    /// Ends it here without telling the receiver, so that it can be resumed.
    void suspend() {
        suspended = true;
        cancelled = true;
        FileSend mine = send;
        if (mine != null) {
            mine.suspend();
        }
    }
}
