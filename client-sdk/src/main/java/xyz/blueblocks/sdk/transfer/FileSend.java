package xyz.blueblocks.sdk.transfer;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.route.Route;
import xyz.blueblocks.sdk.route.RouteTerms;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.sdk.session.Session;
import xyz.blueblocks.sdk.session.SessionInfo;
import xyz.blueblocks.sdk.session.SessionShape;
import xyz.blueblocks.sdk.session.SetUpException;
import xyz.blueblocks.wire.ErrorCode;

/// One file on its way to one receiver, over as many circuits as it takes.
///
/// Runs on a thread of its own. Its memory does not depend on the file's size, but for 32 bytes per
/// chunk.
final class FileSend {
    /// How often one chunk is sent at most; the last time by another route.
    static final int MOST_SENDINGS = 3;

    private static final long CANCEL_MILLIS = 500;
    private static final int MOST_CUT_LOOKS = 10;

    private final SenderParts parts;
    private final OfferedFile offer;
    private final FileSource source;
    private final TransferTally tally;
    private final RouteBook book;
    private final ChunkWindow window;
    private final Rhythm rhythm = new Rhythm();
    private final Object pause = new Object();
    private final boolean acceptedBefore;
    private final Runnable onAccepted;
    private volatile boolean cancelled;
    private volatile boolean suspended;
    private volatile FileRun.@Nullable Next current;
    private int stalls;
    private volatile boolean everAccepted;

    /// @param acceptedBefore whether an earlier run of the program saw the receiver take the offer
    /// @param onAccepted told when it first does in this one, before a chunk is sent
    FileSend(
            SenderParts parts,
            OfferedFile offer,
            FileSource source,
            RouteTerms terms,
            ProgressListener listener,
            boolean acceptedBefore,
            Runnable onAccepted) {
        this.parts = parts;
        this.acceptedBefore = acceptedBefore;
        this.onAccepted = onAccepted;
        this.offer = offer;
        this.source = source;
        this.book = new RouteBook(parts.routes(), offer.recipient(), terms, parts.around());
        this.window = new ChunkWindow(offer.layout());
        this.tally = new TransferTally(parts.around(), offer.metadata().sizeBytes(), listener);
    }

    /// Sends the file; returns when it is delivered, or throws.
    Delivery run() throws InterruptedException {
        tally.begin(() -> book.keepSpare(bytesLeft()));
        try {
            FileRun.Next next = open();
            for (int futile = 0; ; ) {
                current = next;
                long before = tally.heldBytes();
                switch (next.run().carry(next.session())) {
                    case FileRun.End.Delivered(var receipt) -> {
                        return delivered(next.session(), receipt);
                    }
                    case FileRun.End.Moved(var successor) -> next = successor;
                    case FileRun.End.Again() -> {
                        futile = tally.heldBytes() > before ? 0 : futile + 1;
                        if (futile > 1) {
                            rest(futile - 2);
                        }
                        next = open();
                    }
                }
            }
        } finally {
            tally.end();
        }
    }

    private Delivery delivered(Session session, Receipts.Signed receipt) {
        tally.phase(Progress.Phase.DELIVERED);
        SessionInfo info = session.info();
        Thread.ofVirtual().name("bb-session-finish").start(session::finish);
        return new Delivery(
                offer.id().toString(),
                offer.recipient(),
                offer.metadata().sizeBytes(),
                offer.metadata().hash(),
                receipt.json(),
                info.relays(),
                tally.places(),
                info.suite().wireName(),
                tally.postQuantum(),
                tally.onionPostQuantum(),
                tally.circuits(),
                tally.sentBytes(),
                tally.sinceFirstByte());
    }

    /// A new circuit and session: waits and tries again while there is hope.
    private FileRun.Next open() throws InterruptedException {
        phase(Progress.Phase.CONNECTING);
        for (int tries = 0; ; tries++) {
            requireWanted();
            try {
                return openOnce(tries);
            } catch (BlueBlocksException e) {
                boolean lost = tally.stoodStillFor().compareTo(parts.settings().patience()) > 0;
                if (!SetUps.worthAnother(e.code())
                        || lost
                        || (!knownToReceiver() && tries + 1 >= SetUps.mostTries(book.foundWay()))) {
                    throw e;
                }
                rest(tries);
            }
        }
    }

    private void rest(int tries) throws InterruptedException {
        long millis = SetUps.pauseMillis(tries, parts.around().random());
        synchronized (pause) {
            if (!cancelled) {
                TimeUnit.MILLISECONDS.timedWait(pause, millis);
            }
        }
    }

    private FileRun.Next openOnce(int tries) throws InterruptedException {
        Route route = book.next(bytesLeft());
        FileRun run = new FileRun(this, offer, route);
        try {
            Session session =
                    parts.dialler()
                            .open(
                                    route,
                                    SessionShape.FILES,
                                    run.listener(),
                                    SetUps.patience(parts.settings(), everAccepted, tries));
            tally.opened(session.info());
            tally.carriedBy(route.places());
            return new FileRun.Next(run, session);
        } catch (SetUpException e) {
            book.blame(e.suspects());
            throw book.told(e);
        }
    }

    /// The next session before the present one ends; none if that fails now.
    Optional<FileRun.Next> tryOpen() throws InterruptedException {
        try {
            return Optional.of(openOnce(Integer.MAX_VALUE));
        } catch (BlueBlocksException e) {
            return Optional.empty();
        }
    }

    private long bytesLeft() {
        return offer.metadata().sizeBytes() - tally.heldBytes();
    }

    /// Ends the transfer here if somebody cancelled it or nothing moved for too long.
    void requireWanted() {
        if (cancelled) {
            throw new BlueBlocksException(
                    ErrorCode.CHUNK_MISSING, "The transfer was cancelled.", "");
        }
        if (tally.stoodStillFor().compareTo(parts.settings().patience()) > 0) {
            throw BlueBlocksException.of(ErrorCode.TIMEOUT);
        }
    }

    void moved(long heldBytes) {
        if (heldBytes > tally.heldBytes()) {
            stalls = 0;
        }
        tally.held(heldBytes);
    }

    void accepted() {
        if (!everAccepted) {
            // Later ones are no progress: a receiver that takes every offer and no chunk would
            // keep a transfer alive for ever.
            everAccepted = true;
            onAccepted.run();
            tally.alive();
        }
        book.keepSpare(bytesLeft());
    }

    /// Bytes of the file go out.
    void sent(int bytes) {
        tally.sent(bytes);
    }

    Rhythm rhythm() {
        return rhythm;
    }

    /// Whether the receiver took the offer before; then no person is asked any more.
    boolean knownToReceiver() {
        return everAccepted || acceptedBefore;
    }

    List<PeerId> relays() {
        return tally.relays();
    }

    void stalled() {
        stalls++;
    }

    int stalls() {
        return stalls;
    }

    void phase(Progress.Phase phase) {
        tally.phase(phase);
    }

    ChunkWindow window() {
        return window;
    }

    RouteBook book() {
        return book;
    }

    FileSource source() {
        return source;
    }

    SendSettings settings() {
        return parts.settings();
    }

    Surroundings around() {
        return parts.around();
    }

    PeerId self() {
        return parts.identity().self();
    }

    Progress progress() {
        return tally.progress();
    }

    /// Ends it without a word to the receiver, who keeps what it holds.
    void suspend() {
        suspended = true;
        cancel();
    }

    boolean suspended() {
        return suspended;
    }

    /// Ends it; the receiver throws away what it holds.
    void cancel() {
        cancelled = true;
        synchronized (pause) {
            pause.notifyAll();
        }
        FileRun.Next running = current;
        if (running != null) {
            running.run().wake();
            cutSoon(running.session(), MOST_CUT_LOOKS);
        }
    }

    /// A writer that waits for credit hears nothing else; one that moves has its last words to say.
    private static void cutSoon(Session session, int looks) {
        long spent = session.spentBytes();
        CompletableFuture.delayedExecutor(CANCEL_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (looks > 1 && session.isOpen() && session.spentBytes() > spent) {
                        cutSoon(session, looks - 1);
                    } else {
                        session.abort();
                    }
                });
    }
}
