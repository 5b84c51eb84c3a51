package xyz.blueblocks.sdk.transfer;

import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.sdk.circuit.CircuitClosed;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.route.Route;
import xyz.blueblocks.sdk.session.Session;
import xyz.blueblocks.sdk.session.SessionEndedException;
import xyz.blueblocks.sdk.session.SessionListener;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.message.ChunkBitmap;
import xyz.blueblocks.wire.message.DataAck;
import xyz.blueblocks.wire.message.ErrorMessage;

/// One session's share of a file transfer, at the sender: offer, chunks, receipt.
///
/// The transfer's own thread drives it. States: offered, accepted (chunks go out), draining
/// (another circuit takes over), ended.
final class FileRun {
    private static final RunClock.Wait FOR_NEWS = new RunClock.Wait.ForNews();

    private final FileSend transfer;
    private final OfferedFile offer;
    private final ChunkWindow window;
    private final RunClock clock;
    private final RunNews news;
    private Optional<Next> successor = Optional.empty();

    /// A run on a session that is open and not yet used.
    record Next(FileRun run, Session session) {}

    /// How a run ended.
    sealed interface End {
        /// The receipt is here.
        record Delivered(Receipts.Signed receipt) implements End {}

        /// On to another session, which is open already.
        record Moved(Next next) implements End {}

        /// On to another circuit.
        record Again() implements End {}
    }

    FileRun(FileSend transfer, OfferedFile offer, Route route) {
        this.transfer = transfer;
        this.offer = offer;
        this.window = transfer.window();
        this.clock =
                new RunClock(
                        transfer.settings(),
                        transfer.around(),
                        transfer.rhythm(),
                        route.budgetBytes());
        this.news = new RunNews(transfer, offer.id(), clock);
    }

    /// Who hears what the session's other end says.
    SessionListener listener() {
        return news;
    }

    /// Somebody wants the transfer to end.
    void wake() {
        news.wake();
    }

    /// Runs the transfer on a session until it is delivered or cannot go on here.
    ///
    /// @throws BlueBlocksException when the transfer itself has failed
    End carry(Session opened) throws InterruptedException {
        news.on(opened);
        clock.begin();
        LongSupplier hopeNanos = () -> hopeNanos(opened);
        try (ChunkPump chunks =
                new ChunkPump(
                        offer,
                        transfer.source(),
                        opened,
                        transfer.around(),
                        transfer::sent,
                        hopeNanos)) {
            opened.send(FrameType.DATA, offer.body(), hopeNanos);
            while (true) {
                Optional<End> end = step(opened, chunks);
                if (end.isPresent()) {
                    return end.get();
                }
            }
        } catch (SessionEndedException e) {
            boolean hopeless = e.why().code().filter(ErrorCode.TIMEOUT::equals).isPresent();
            return hopeless && opened.isOpen() ? stalled() : lost(e.why());
        } catch (BlueBlocksException e) {
            giveUp(opened);
            throw e;
        }
    }

    /// How long to wait now, for credit or for news, before asking here again; nothing when the
    /// circuit is to be given up. When it is quiet for long, its first relay is asked whether it is
    /// there.
    private long hopeNanos(Session opened) {
        news.lock.lock();
        try {
            clock.passed(opened.lastSentNanos());
            int stalls = transfer.stalls();
            long left = clock.leftNanos(waitingFor(), stalls);
            if (left > 0 && clock.untilProbeNanos(stalls) <= 0) {
                clock.probed();
                opened.probe(clock.probePatience(stalls));
            }
            return Math.min(left, clock.untilProbeNanos(stalls));
        } finally {
            news.lock.unlock();
        }
    }

    private RunClock.Wait waitingFor() {
        if (!news.accepted()) {
            return new RunClock.Wait.ForOffer(transfer.knownToReceiver(), window.heldBytes());
        }
        return window.complete()
                ? new RunClock.Wait.ForReceipt(offer.metadata().sizeBytes())
                : FOR_NEWS;
    }

    /// One of its relays is gone, or the receiver: the next one leads over others where there are
    /// any.
    private End lost(CircuitClosed why) {
        if (why.code().filter(ErrorCode.ROUTE_UNAVAILABLE::equals).isPresent()) {
            transfer.book().lost(why.byPeer());
        }
        return again();
    }

    /// The circuit stands still: its relays are avoided from now on.
    private End stalled() {
        transfer.stalled();
        news.abort(ErrorCode.TIMEOUT);
        transfer.book().leave();
        return again();
    }

    /// Tells the receiver that the rest will not come, and goes.
    private void giveUp(Session opened) throws InterruptedException {
        if (!transfer.suspended()) {
            try {
                byte[] error =
                        SessionError.ofFile(ErrorCode.CHUNK_MISSING, offer.id())
                                .encode(transfer.around());
                opened.send(FrameType.ERROR, error);
            } catch (SessionEndedException e) {
                return;
            }
        }
        opened.abort();
    }

    private Optional<End> step(Session opened, ChunkPump chunks) throws InterruptedException {
        OptionalInt chunk = OptionalInt.empty();
        RunNews.@Nullable Event event;
        boolean verify;
        news.lock.lock();
        try {
            event = news.next();
            while (event == null && chunk.isEmpty()) {
                transfer.requireWanted();
                CircuitClosed closed = news.closed();
                if (closed != null) {
                    return Optional.of(lost(closed));
                }
                if (news.accepted() && successor.isEmpty()) {
                    chunk = window.take();
                }
                if (chunk.isEmpty()) {
                    Optional<End> end = await(opened);
                    if (end.isPresent()) {
                        return end;
                    }
                    event = news.next();
                }
            }
            verify = chunk.isPresent() && window.hasFailed(chunk.getAsInt());
        } finally {
            news.lock.unlock();
        }
        if (event != null) {
            return judge(event);
        }
        transfer.phase(Progress.Phase.SENDING);
        chunks.send(chunk.orElseThrow(), verify);
        renew(opened);
        return Optional.empty();
    }

    /// Nothing to do now: waits for news, or sees that none will come.
    private Optional<End> await(Session opened) throws InterruptedException {
        if (successor.isPresent() && window.flying() == 0) {
            Thread.ofVirtual().name("bb-session-finish").start(opened::finish);
            return Optional.of(new End.Moved(successor.get()));
        }
        if (news.accepted() && window.complete()) {
            transfer.phase(Progress.Phase.CONFIRMING);
        }
        long left = hopeNanos(opened);
        if (left <= 0) {
            return Optional.of(stalled());
        }
        long _ = news.changed.awaitNanos(left);
        return Optional.empty();
    }

    private End again() {
        return successor.<End>map(End.Moved::new).orElseGet(End.Again::new);
    }

    /// Opens the next circuit before this one ends; this one then only drains.
    private void renew(Session opened) throws InterruptedException {
        boolean leaving = opened.relayLeaves();
        if (successor.isEmpty() && clock.renewalDue(opened.spentBytes(), leaving)) {
            if (leaving) {
                transfer.book().firstLeaves();
            }
            successor = transfer.tryOpen();
        }
    }

    private Optional<End> judge(RunNews.Event event) {
        if (event.type == FrameType.ERROR) {
            return Json.parse(event.body)
                    .flatMap(ErrorMessage::fromJson)
                    .toOptional()
                    .map(SessionError::read)
                    .flatMap(this::complaint);
        }
        return switch (Receipts.read(event.body, offer.recipient(), transfer.self())) {
            case Decoded.Malformed<Receipts.Signed> bad -> throw BlueBlocksException.of(bad.code());
            case Decoded.Ok<Receipts.Signed>(var signed) -> acknowledgement(signed);
        };
    }

    private Optional<End> complaint(SessionError error) {
        if (error.file().isPresent() && !error.file().get().equals(offer.id())) {
            return Optional.empty();
        }
        boolean chunk =
                error.sequence().isPresent()
                        && (error.code() == ErrorCode.ENCRYPTION_ERROR
                                || error.code() == ErrorCode.HASH_MISMATCH);
        if (!chunk) {
            throw BlueBlocksException.of(error.code());
        }
        int times = news.failed(error.sequence().getAsLong());
        if (times >= FileSend.MOST_SENDINGS) {
            throw BlueBlocksException.of(error.code());
        }
        if (times == FileSend.MOST_SENDINGS - 1) {
            transfer.book().leave();
            news.abort(ErrorCode.ROUTE_UNAVAILABLE);
            return Optional.of(again());
        }
        return Optional.empty();
    }

    private Optional<End> acknowledgement(Receipts.Signed signed) {
        DataAck ack = signed.ack();
        if (!offer.answeredBy(ack)) {
            return Optional.empty();
        }
        return switch (ack.status()) {
            case REFUSED ->
                    throw BlueBlocksException.of(ack.error().orElse(ErrorCode.ACCESS_DENIED));
            case COMPLETE -> {
                if (!offer.completedBy(ack)) {
                    throw BlueBlocksException.of(ErrorCode.HASH_MISMATCH);
                }
                yield Optional.of(new End.Delivered(signed));
            }
            case ACCEPTED -> {
                BitSet held =
                        ack.received()
                                .flatMap(text -> ChunkBitmap.read(text, offer.layout().total()))
                                .orElseThrow(
                                        () -> BlueBlocksException.of(ErrorCode.INVALID_FORMAT));
                news.accept(held);
                yield Optional.empty();
            }
        };
    }
}
