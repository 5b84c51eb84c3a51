package xyz.blueblocks.sdk.receive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.circuit.CircuitLinks;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.sdk.session.Session;
import xyz.blueblocks.sdk.session.SessionAcceptor;
import xyz.blueblocks.sdk.session.SessionEndedException;
import xyz.blueblocks.sdk.session.SessionGate;
import xyz.blueblocks.sdk.session.SessionListener;
import xyz.blueblocks.sdk.session.SessionPolicy;
import xyz.blueblocks.sdk.transfer.TransferObserver;

/// Receives messages and files for one client, on all its links, from [#open] until [#close].
///
/// Who is let in and where things go the [ReceivePolicy] says; what arrived is told to the
/// [ReceiveListener]. Safe for threads.
public final class Receiver implements AutoCloseable {
    private final SessionAcceptor acceptor;
    private final ReceiptJournal journal;
    private final ExecutorService workers;
    private final OwedAnswers owed;
    private final Set<Session> sessions;
    private final Surroundings around;

    private Receiver(
            SessionAcceptor acceptor,
            ReceiptJournal journal,
            ExecutorService workers,
            OwedAnswers owed,
            Set<Session> sessions,
            Surroundings around) {
        this.around = around;
        this.owed = owed;
        this.sessions = sessions;
        this.acceptor = acceptor;
        this.journal = journal;
        this.workers = workers;
    }

    /// Begins to receive, after it made good what an earlier run left undone.
    ///
    /// @param handshakeKeys this peer's handshake keys, current and previous, by key id (8 bytes)
    /// @param stateFolder for receipts and unfinished files; private to its owner
    /// @param session what it insists on in a handshake
    public static Receiver open(
            CircuitLinks links,
            Function<byte[], Optional<HpkePrivateKey>> handshakeKeys,
            Path stateFolder,
            SessionPolicy session,
            ReceivePolicy policy,
            ReceiveListener listener,
            TransferObserver observer) {
        ExecutorService workers =
                Executors.newCachedThreadPool(
                        Thread.ofPlatform().daemon().name("bb-receive-", 0).factory());
        try {
            ReceiptJournal journal =
                    ReceiptJournal.open(stateFolder.resolve("receipts"), links.around());
            ReceiverParts parts =
                    new ReceiverParts(
                            links.links().identity(),
                            links.around(),
                            policy,
                            listener,
                            observer,
                            journal,
                            new OwedAnswers(),
                            new ChunkBuffers());
            IncomingStore store = new IncomingStore(stateFolder.resolve("incoming"));
            InboundFiles files = new InboundFiles(parts, store, workers);
            files.recover();
            MessageIntake messages = new MessageIntake(parts, store);
            Set<Session> sessions = ConcurrentHashMap.newKeySet();
            SessionGate gate = gate(policy, parts, files, messages, sessions);
            SessionAcceptor acceptor = new SessionAcceptor(links, handshakeKeys, session, gate);
            links.accept(acceptor);
            return new Receiver(acceptor, journal, workers, parts.owed(), sessions, links.around());
        } catch (IOException e) {
            workers.shutdownNow();
            throw new UncheckedIOException("opening the folder for receiving", e);
        }
    }

    private static SessionGate gate(
            ReceivePolicy policy,
            ReceiverParts parts,
            InboundFiles files,
            MessageIntake messages,
            Set<Session> sessions) {
        return new SessionGate() {
            @Override
            public boolean admits(PeerId sender) {
                return policy.admits(sender);
            }

            @Override
            public SessionListener opened(Session session) {
                sessions.add(session);
                session.ended().thenRun(() -> sessions.remove(session));
                return new InboundSession(session, parts, files, messages);
            }
        };
    }

    /// Handshakes that wait for their first record.
    public int halfOpen() {
        return acceptor.halfOpen();
    }

    /// Waits until the receipts of all that arrived have gone out, and pads what was said, so that
    /// the links may be closed.
    ///
    /// @param limit how long at most: a path that stands still must not keep a program from ending
    public void finish(Duration limit) {
        long end = around.nanos() + limit.toNanos();
        try {
            boolean _ = owed.await(limit);
            List<Thread> padding =
                    sessions.stream()
                            .map(each -> Thread.ofVirtual().name("bb-pad").start(() -> pad(each)))
                            .toList();
            for (Thread each : padding) {
                boolean _ = each.join(Duration.ofNanos(Math.max(1, end - around.nanos())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pad(Session session) {
        try {
            session.pad();
        } catch (SessionEndedException e) {
            // Then nobody counts any more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Takes no new sessions and lets go of its files. Close the links first, so that running
    /// sessions end.
    @Override
    public void close() {
        acceptor.close();
        workers.shutdown();
        journal.close();
    }
}
