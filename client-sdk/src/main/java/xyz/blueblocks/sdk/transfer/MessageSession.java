package xyz.blueblocks.sdk.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.session.OpenedRecord;
import xyz.blueblocks.sdk.circuit.CircuitClosed;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.route.RelayPlace;
import xyz.blueblocks.sdk.route.Route;
import xyz.blueblocks.sdk.session.Session;
import xyz.blueblocks.sdk.session.SessionEndedException;
import xyz.blueblocks.sdk.session.SessionListener;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.message.ErrorMessage;
import xyz.blueblocks.wire.transfer.DataBody;
import xyz.blueblocks.wire.transfer.MessageBody;

/// One session of a [MessageLine]: which messages wait for what, and for how long it is kept.
final class MessageSession implements SessionListener {
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
    private final SenderParts parts;
    private final long budgetBytes;
    private final List<RelayPlace> places;
    private final long begunNanos;
    private volatile long usedNanos;
    private volatile @Nullable Session session;
    private boolean watched;

    MessageSession(SenderParts parts, Route route) {
        this.parts = parts;
        this.begunNanos = parts.around().nanos();
        this.usedNanos = begunNanos;
        this.budgetBytes = route.budgetBytes();
        this.places = route.places();
    }

    /// Where its relays stand.
    List<RelayPlace> places() {
        return places;
    }

    Session session() {
        Session mine = session;
        if (mine == null) {
            throw new IllegalStateException("line: not open yet");
        }
        return mine;
    }

    void begin(Session opened) {
        session = opened;
    }

    void await(String id, Waiting one) {
        waiting.put(id, one);
    }

    void forget(String id) {
        waiting.remove(id);
    }

    /// Whether its first relay said that it goes away.
    boolean relayLeaves() {
        Session mine = session;
        return mine != null && mine.relayLeaves();
    }

    boolean fits(int bytes) {
        Session mine = session;
        long age = parts.around().nanos() - begunNanos;
        long life = Limits.SESSION_TTL.minus(parts.settings().renewBefore()).toNanos();
        return mine != null
                && mine.isOpen()
                && !relayLeaves()
                && age < life
                && mine.spentBytes() + 2L * bytes < budgetBytes;
    }

    /// Watches from the first use on, so that an idle session ends.
    void used() {
        usedNanos = parts.around().nanos();
        synchronized (waiting) {
            if (watched) {
                return;
            }
            watched = true;
        }
        watch(parts.settings().idle().toNanos());
    }

    private void watch(long nanos) {
        CompletableFuture.delayedExecutor(Math.max(nanos, 1_000_000), TimeUnit.NANOSECONDS)
                .execute(() -> {
                    long left =
                            usedNanos + parts.settings().idle().toNanos() - parts.around().nanos();
                    if (!session().isOpen()) {
                        return;
                    }
                    if (left <= 0 && waiting.isEmpty()) {
                        finishSoon();
                    } else {
                        watch(Math.max(left, TimeUnit.MILLISECONDS.toNanos(100)));
                    }
                });
    }

    void finishSoon() {
        Thread.ofVirtual().name("bb-session-finish").start(session()::finish);
    }

    @Override
    public void onMessage(FrameType type, byte[] body) {
        switch (type) {
            case DATA_ACK ->
                    Json.parse(body)
                            .toOptional()
                            .flatMap(json -> json.text("message_id"))
                            .map(waiting::get)
                            .ifPresentOrElse(
                                    one -> acknowledged(one, body), parts.strays()::increment);
            case DATA -> {
                if (DataBody.decode(body, 0, body.length)
                        instanceof Decoded.Ok<DataBody>(MessageBody message)) {
                    message.head()
                            .inReplyTo()
                            .map(waiting::get)
                            .ifPresent(one -> one.said.complete(new Said.Answered(message)));
                }
            }
            case ERROR ->
                    Json.parse(body)
                            .flatMap(ErrorMessage::fromJson)
                            .toOptional()
                            .map(SessionError::read)
                            .ifPresent(this::complaint);
            default -> {
                // Nothing else is for the sender of messages.
            }
        }
    }

    /// A receipt ends the wait; while an answer is awaited, only a refusal does.
    private void acknowledged(Waiting one, byte[] body) {
        boolean refused =
                Json.parse(body)
                        .toOptional()
                        .flatMap(json -> json.text("status"))
                        .filter("refused"::equals)
                        .isPresent();
        if (!one.forAnswer || refused) {
            one.said.complete(new Said.Acknowledged(new Body(body)));
        }
    }

    private void complaint(SessionError error) {
        BlueBlocksException told = BlueBlocksException.of(error.code());
        if (error.messageId().isPresent()) {
            Waiting one = waiting.get(error.messageId().get());
            if (one != null) {
                one.said.completeExceptionally(told);
            }
        } else {
            new ArrayList<>(waiting.values()).forEach(one -> one.said.completeExceptionally(told));
        }
    }

    @Override
    public void onChunk(OpenedRecord.Fragment fragment) {
        session().abort(ErrorCode.INVALID_FORMAT);
    }

    @Override
    public void onClosed(CircuitClosed why) {
        new ArrayList<>(waiting.values())
                .forEach(one -> one.said.completeExceptionally(new SessionEndedException(why)));
    }

    /// What the other end said about a message.
    sealed interface Said {
        record Acknowledged(Body body) implements Said {}

        record Answered(MessageBody body) implements Said {}
    }

    static final class Body {
        final byte[] bytes;

        Body(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    static final class Waiting {
        final CompletableFuture<Said> said = new CompletableFuture<>();
        final boolean forAnswer;

        Waiting(boolean forAnswer) {
            this.forAnswer = forAnswer;
        }
    }
}
