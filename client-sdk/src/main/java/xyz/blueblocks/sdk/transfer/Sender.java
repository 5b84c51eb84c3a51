package xyz.blueblocks.sdk.transfer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.chunk.ChunkLayout;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.circuit.CircuitLinks;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.route.RouteSource;
import xyz.blueblocks.sdk.route.RouteTerms;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.sdk.session.SessionDialler;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.message.FileId;
import xyz.blueblocks.wire.message.MessageHead;

/// Sends messages and files for one client.
///
/// Safe for threads. Each file has a thread of its own while it is sent; messages to one peer share
/// a session.
public final class Sender implements AutoCloseable {
    private static final int ID_BYTES = 16;
    private static final int CHUNK_BYTES = 1 << 20;

    /// Half of how old an offer may be when the receiver first sees it.
    private static final Duration OFFER_FRESH = Limits.CLOCK_SKEW.dividedBy(2);

    private final SenderParts parts;
    private final TransferObserver observer;
    private final SendStore store;
    private final Map<LineKey, MessageLine> lines = new ConcurrentHashMap<>();
    private final Map<String, Transfer> running = new ConcurrentHashMap<>();
    private final ThreadFactory fileThreads =
            Thread.ofPlatform().daemon().name("bb-send-", 0).factory();

    /// Messages share a session where receiver and terms are the same: one that may go anywhere
    /// says nothing of where the next may, and one that can wait would travel as an emergency.
    private record LineKey(PeerId recipient, RouteTerms terms) {}

    /// A sender.
    ///
    /// @param stateFolder where unfinished transfers are remembered; private to its owner
    public Sender(
            CircuitLinks links,
            RouteSource routes,
            Path stateFolder,
            TransferObserver observer,
            SendSettings settings) {
        this.parts =
                new SenderParts(
                        new SessionDialler(links, settings.policy()),
                        routes,
                        links.links().identity(),
                        settings,
                        links.around(),
                        new LongAdder());
        this.observer = observer;
        this.store = new SendStore(stateFolder.resolve("outgoing"));
    }

    /// Begins to send; returns at once. Everything that can go wrong is told by the transfer.
    ///
    /// @throws BlueBlocksException E010 or E011 where the request itself cannot be met: no such
    ///   file, more than 5 GiB, more than 1 MiB of bytes
    public Transfer send(SendRequest request, ProgressListener listener) {
        return switch (request.payload()) {
            case SendRequest.Payload.OfBytes bytes -> message(request, bytes.bytes(), listener);
            case SendRequest.Payload.OfFile(Path path) -> {
                FileSource source = FileSource.open(path);
                if (source.sizeBytes() <= Limits.MAX_CHUNK_BYTES) {
                    try (source) {
                        byte[] bytes = new byte[(int) source.sizeBytes()];
                        source.read(0, bytes, bytes.length);
                        yield message(request, bytes, listener);
                    }
                }
                yield file(request, source, listener);
            }
        };
    }

    private Transfer message(SendRequest request, byte[] payload, ProgressListener listener) {
        SignedMessage message = sign(request, payload);
        MessageSend send = new MessageSend(parts, line(request), message, listener);
        TransferEvent event = event(message, payload.length, request.reason());
        running.put(send.id(), send);
        Thread.ofVirtual()
                .name("bb-message")
                .start(() -> observed(event, send.result(), send.id(), send::run));
        return send;
    }

    private MessageLine line(SendRequest request) {
        return lines.computeIfAbsent(
                new LineKey(request.recipient(), request.terms()),
                key -> new MessageLine(parts, key.recipient, key.terms));
    }

    private SignedMessage sign(SendRequest request, byte[] payload) {
        if (payload.length > Limits.MAX_CHUNK_BYTES) {
            throw new BlueBlocksException(
                    ErrorCode.FILE_TOO_LARGE,
                    "A message holds at most 1 MiB.",
                    "Send it as a file.");
        }
        Surroundings around = parts.around();
        MessageHead head =
                new MessageHead(
                        Text.hex(around.bytes(ID_BYTES)),
                        request.contentType(),
                        parts.identity().self(),
                        request.recipient(),
                        SignedMessage.hash(payload),
                        request.name(),
                        request.inReplyTo(),
                        around.now());
        return SignedMessage.sign(head, payload, parts.identity());
    }

    private TransferEvent event(SignedMessage message, long sizeBytes, Optional<String> reason) {
        MessageHead head = message.head();
        return new TransferEvent(
                TransferEvent.Action.SEND,
                head.messageId(),
                head.sender(),
                head.recipient(),
                head.contentType(),
                sizeBytes,
                head.payloadHash(),
                reason,
                Optional.empty(),
                parts.around().now());
    }

    /// Sends a message and waits for the answer to it, in the caller's thread.
    ///
    /// @throws BlueBlocksException when none came in time
    public Answer ask(SendRequest request, Duration timeout) throws InterruptedException {
        if (!(request.payload() instanceof SendRequest.Payload.OfBytes bytes)) {
            throw new IllegalArgumentException("payload: a file (want bytes)");
        }
        SignedMessage message = sign(request, bytes.bytes());
        TransferEvent event = event(message, bytes.bytes().length, request.reason());
        return ObservedRun.run(
                observer,
                event,
                () ->
                        line(request)
                                .exchange(message, true, timeout, _ -> {})
                                .answer()
                                .orElseThrow());
    }

    private Transfer file(SendRequest request, FileSource source, ProgressListener listener) {
        PendingFile pending =
                new PendingFile(
                        parts,
                        store,
                        source,
                        request,
                        FileId.random(parts.around().random()),
                        listener);
        return start(pending);
    }

    private Transfer start(PendingFile pending) {
        running.put(pending.id(), pending);
        fileThreads
                .newThread(() -> pending.run(observer, () -> running.remove(pending.id())))
                .start();
        return pending;
    }

    /// Transfers that an earlier run of this program left.
    public List<Unfinished> unfinished() {
        return store.all().stream()
                .filter(each -> !running.containsKey(each.offer().id().toString()))
                .map(each ->
                        new Unfinished(
                                each.offer().id().toString(),
                                each.offer().recipient(),
                                each.path(),
                                each.sizeBytes()))
                .toList();
    }

    /// Goes on with one of them: the same offer, byte for byte; what the receiver holds is not sent
    /// again. An offer that the receiver never took is made anew after a minute, under a new id.
    ///
    /// @throws BlueBlocksException E010 for an unknown id, E013 where the file changed since
    public Transfer resume(String id, ProgressListener listener) {
        SendStore.Kept kept =
                store.all().stream()
                        .filter(each -> each.offer().id().toString().equals(id))
                        .findFirst()
                        .orElseThrow(() ->
                                new BlueBlocksException(
                                        ErrorCode.INVALID_FORMAT,
                                        "There is no such unfinished transfer.",
                                        ""));
        if (!Files.exists(kept.path())) {
            store.drop(id);
            throw FileSource.changed();
        }
        FileSource source = FileSource.open(kept.path());
        if (source.sizeBytes() != kept.sizeBytes()
                || source.modifiedMillis() != kept.modifiedMillis()) {
            source.close();
            store.drop(id);
            throw FileSource.changed();
        }
        return start(new PendingFile(parts, store, source, inTime(kept, source), listener));
    }

    /// A receiver that never took the offer would find it too old: it is made anew.
    private SendStore.Kept inTime(SendStore.Kept kept, FileSource source) {
        Instant now = parts.around().now();
        boolean fresh = now.isBefore(kept.offer().metadata().timestamp().plus(OFFER_FRESH));
        if (kept.accepted() || fresh) {
            return kept;
        }
        OfferedFile anew =
                kept.offer().anew(FileId.random(parts.around().random()), now, parts.identity());
        store.replace(kept, anew, source);
        return kept.with(anew);
    }

    private void observed(
            TransferEvent event,
            CompletableFuture<Delivery> result,
            String id,
            Callable<Delivery> run) {
        try {
            result.complete(ObservedRun.run(observer, event, run));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result.completeExceptionally(BlueBlocksException.of(ErrorCode.CHUNK_MISSING));
        } catch (RuntimeException e) {
            result.completeExceptionally(ObservedRun.told(e));
        } finally {
            running.remove(id);
        }
    }

    /// Acknowledgements of messages that nobody waits for (any more): read over and counted.
    ///
    /// Source: row C07.
    public long strayAcknowledgements() {
        return parts.strays().sum();
    }

    /// Chunks of new files, in bytes.
    static ChunkLayout layout(long sizeBytes) {
        return new ChunkLayout(sizeBytes, CHUNK_BYTES);
    }

    /// Cancels what is on its way and ends all sessions. Files can be resumed later.
    @Override
    public void close() {
        running.values()
                .forEach(each -> {
                    if (each instanceof PendingFile file) {
                        file.suspend();
                    } else {
                        each.cancel();
                    }
                });
        lines.values().forEach(MessageLine::close);
    }
}
