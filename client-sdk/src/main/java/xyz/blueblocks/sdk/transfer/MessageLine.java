package xyz.blueblocks.sdk.transfer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.route.RelayPlace;
import xyz.blueblocks.sdk.route.Route;
import xyz.blueblocks.sdk.route.RouteTerms;
import xyz.blueblocks.sdk.session.Session;
import xyz.blueblocks.sdk.session.SessionEndedException;
import xyz.blueblocks.sdk.session.SessionShape;
import xyz.blueblocks.sdk.session.SetUpException;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.transfer.MessageBody;

/// Messages to one peer: one session, opened when needed, kept while it is used.
///
/// A message whose session dies goes again, byte for byte, on the next one; the receiver knows it
/// by its id. Safe for threads.
final class MessageLine {
    private static final long LEAST_BUDGET = 4L << 20;

    private final SenderParts parts;
    private final PeerId peer;
    private final RouteBook book;
    private final Object opening = new Object();
    private volatile @Nullable MessageSession line;

    MessageLine(SenderParts parts, PeerId peer, RouteTerms terms) {
        this.parts = parts;
        this.peer = peer;
        this.book = new RouteBook(parts.routes(), peer, terms, parts.around());
    }

    /// What came of a message: a receipt, and an answer where one was waited for.
    record Result(Optional<Receipts.Signed> receipt, Optional<Answer> answer, Session session) {}

    /// Sends a message and waits for its receipt, or for the answer to it.
    ///
    /// @param carriers told where the relays stand of each circuit that the message goes over
    /// @throws BlueBlocksException when neither came
    Result exchange(
            SignedMessage message,
            boolean wantAnswer,
            Duration timeout,
            Consumer<List<RelayPlace>> carriers)
            throws InterruptedException {
        long end = parts.around().nanos() + timeout.toNanos();
        for (int tries = 1; ; tries++) {
            try {
                return once(message, wantAnswer, end, carriers);
            } catch (SessionEndedException e) {
                ErrorCode code = e.why().code().orElse(ErrorCode.ROUTE_UNAVAILABLE);
                if (!another(tries, end, code)) {
                    throw BlueBlocksException.of(code);
                }
            } catch (BlueBlocksException e) {
                if (!another(tries, end, e.code())) {
                    throw e;
                }
                rest(tries, end);
            }
        }
    }

    private boolean another(int tries, long end, ErrorCode code) {
        return tries < SetUps.mostTries(book.foundWay())
                && parts.around().nanos() - end < 0
                && SetUps.worthAnother(code);
    }

    private void rest(int tries, long end) throws InterruptedException {
        long millis = SetUps.pauseMillis(tries - 1, parts.around().random());
        long left = TimeUnit.NANOSECONDS.toMillis(end - parts.around().nanos());
        Thread.sleep(Math.clamp(left, 0, millis));
    }

    private Result once(
            SignedMessage message,
            boolean wantAnswer,
            long end,
            Consumer<List<RelayPlace>> carriers)
            throws InterruptedException {
        MessageSession mine = line(message.body().length);
        carriers.accept(mine.places());
        String id = message.head().messageId();
        MessageSession.Waiting waiting = new MessageSession.Waiting(wantAnswer);
        mine.await(id, waiting);
        try {
            mine.session().send(FrameType.DATA, message.body());
            MessageSession.Said said = await(waiting, end);
            return judge(message, said, mine.session());
        } finally {
            mine.forget(id);
            mine.used();
        }
    }

    private MessageSession.Said await(MessageSession.Waiting waiting, long end)
            throws InterruptedException {
        try {
            long left = Math.max(0, end - parts.around().nanos());
            return waiting.said.get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw BlueBlocksException.of(ErrorCode.TIMEOUT);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case SessionEndedException ended -> new SessionEndedException(ended.why());
                case BlueBlocksException known -> known;
                case null, default -> new IllegalStateException(e.getCause());
            };
        }
    }

    private Result judge(SignedMessage message, MessageSession.Said said, Session session) {
        PeerId self = parts.identity().self();
        return switch (said) {
            case MessageSession.Said.Acknowledged(var body) -> {
                Receipts.Signed signed =
                        switch (Receipts.read(body.bytes, peer, self)) {
                            case Decoded.Ok<Receipts.Signed>(var value) -> value;
                            case Decoded.Malformed<Receipts.Signed> bad ->
                                    throw BlueBlocksException.of(bad.code());
                        };
                if (!message.answeredBy(signed.ack())) {
                    throw BlueBlocksException.of(ErrorCode.INVALID_SIGNATURE);
                }
                if (signed.ack().error().isPresent()) {
                    throw BlueBlocksException.of(signed.ack().error().get());
                }
                if (!message.completedBy(signed.ack())) {
                    throw BlueBlocksException.of(ErrorCode.HASH_MISMATCH);
                }
                yield new Result(Optional.of(signed), Optional.empty(), session);
            }
            case MessageSession.Said.Answered(var body) ->
                    switch (SignedMessage.answer(body, peer, self, parts.around().now())) {
                        case Decoded.Ok<Answer>(var answer) -> {
                            acknowledge(body, session);
                            yield new Result(Optional.empty(), Optional.of(answer), session);
                        }
                        case Decoded.Malformed<Answer> bad ->
                                throw BlueBlocksException.of(bad.code());
                    };
        };
    }

    private void acknowledge(MessageBody body, Session session) {
        Thread.ofVirtual()
                .name("bb-answer-receipt")
                .start(() -> {
                    boolean pq = session.info().postQuantum();
                    JsonObject receipt =
                            SignedMessage.receipt(body, parts.identity(), pq, parts.around().now());
                    try {
                        session.send(FrameType.DATA_ACK, receipt.canonical());
                    } catch (SessionEndedException e) {
                        // The answer is here; its sender may ask again.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    /// The open session, or a new one.
    private MessageSession line(int bytes) throws InterruptedException {
        MessageSession known = line;
        if (known != null && known.fits(bytes)) {
            return known;
        }
        synchronized (opening) {
            known = line;
            if (known != null && known.fits(bytes)) {
                return known;
            }
            if (known != null && known.relayLeaves()) {
                book.firstLeaves();
            }
            Route route = book.next(LEAST_BUDGET + 2L * bytes);
            MessageSession fresh = new MessageSession(parts, route);
            try {
                fresh.begin(parts.dialler().open(route, SessionShape.MESSAGES, fresh));
            } catch (SetUpException e) {
                book.blame(e.suspects());
                throw book.told(e);
            }
            line = fresh;
            if (known != null) {
                known.finishSoon();
            }
            return fresh;
        }
    }

    /// Ends the session, in order.
    void close() {
        MessageSession known = line;
        if (known != null) {
            known.finishSoon();
        }
    }
}
