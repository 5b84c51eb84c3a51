package xyz.blueblocks.sdk.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.session.OpenedRecord;
import xyz.blueblocks.crypto.session.OutgoingMessage;
import xyz.blueblocks.crypto.session.SessionKeys;
import xyz.blueblocks.link.OutboundFrame;
import xyz.blueblocks.sdk.circuit.CellSink;
import xyz.blueblocks.sdk.circuit.Circuit;
import xyz.blueblocks.sdk.circuit.CircuitClosed;
import xyz.blueblocks.sdk.circuit.CircuitClosedException;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.message.FileId;

/// One end of an end-to-end session: messages out from any thread, messages in on the loop.
///
/// One lock makes sealing order and wire order the same. Incoming cells are opened where they
/// arrive; their credit goes back at once unless more than [#MOST_HELD] bytes wait for workers.
public final class Session {
    /// Bytes handed to workers above which the other end gets no more credit.
    public static final int MOST_HELD = 2 << 20;

    private static final long PATIENCE_NANOS = Limits.TRANSFER_TIMEOUT.toNanos();
    private static final long LAST_WORD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Circuit circuit;
    private final SessionKeys keys;
    private final SessionInfo info;
    private final Surroundings around;
    private final Inbound inbound;
    private final ReentrantLock sealing = new ReentrantLock();
    private final AtomicLong held = new AtomicLong();
    private final CompletableFuture<CircuitClosed> ended = new CompletableFuture<>();
    private final SessionPulse pulse;
    private final int sentCellBytes;
    private final int receivedCellBytes;

    private volatile long sentCells;
    private boolean keysGone;
    private volatile long receivedCells;
    private volatile long lastCellNanos;

    Session(
            Circuit circuit,
            SessionKeys keys,
            SessionInfo info,
            Surroundings around,
            SessionOpening opening) {
        this.circuit = circuit;
        this.keys = keys;
        this.info = info;
        this.around = around;
        this.sentCellBytes = keys.sealer().cellBytes();
        this.receivedCellBytes = keys.opener().cellBytes();
        this.inbound = new Inbound(opening);
        this.lastCellNanos = around.nanos();
        this.pulse = new SessionPulse(this, around);
    }

    /// What the handshake told.
    public SessionInfo info() {
        return info;
    }

    int sentCellBytes() {
        return sentCellBytes;
    }

    int receivedCellBytes() {
        return receivedCellBytes;
    }

    Circuit circuit() {
        return circuit;
    }

    CellSink sink() {
        return inbound;
    }

    SessionPulse pulse() {
        return pulse;
    }

    /// Completes when the session is over.
    public CompletionStage<CircuitClosed> ended() {
        return ended.minimalCompletionStage();
    }

    /// Whether it still carries messages.
    public boolean isOpen() {
        return circuit.closed() == null;
    }

    /// Bytes of cells both ways so far: what the route's budget is spent on.
    public long spentBytes() {
        return sentCells * sentCellBytes + receivedCells * receivedCellBytes;
    }

    long lastCellNanos() {
        return lastCellNanos;
    }

    /// The key of one file in this session; the caller closes it.
    public SecretBytes fileKey(FileId id) {
        sealing.lock();
        try {
            requireKeys();
            return keys.fileKey(id.bytes());
        } finally {
            sealing.unlock();
        }
    }

    private void requireKeys() {
        CircuitClosed why = circuit.closed();
        if (why != null || keysGone) {
            throw new SessionEndedException(
                    why != null ? why : new CircuitClosed(0, CloseLimit.NONE, false));
        }
    }

    /// Sends a message, waiting for credit.
    ///
    /// @throws SessionEndedException when it could not be sent whole
    public void send(FrameType type, byte[] body) throws InterruptedException {
        sealing.lockInterruptibly();
        try {
            requireKeys();
            OutgoingMessage message = keys.sealer().message(type.value());
            int most = keys.sealer().capacity();
            int at = 0;
            do {
                int length = Math.min(most, body.length - at);
                cell(message, body, at, length, at + length == body.length);
                at += length;
            } while (at < body.length);
        } finally {
            sealing.unlock();
        }
    }

    /// Sends a sealed chunk. The lock is given up between its records, so that short messages pass.
    ///
    /// @param sealed ciphertext and tag
    public void sendChunk(byte[] chunkId, int sequence, byte[] sealed, int length)
            throws InterruptedException {
        int most = keys.sealer().rawCapacity();
        int piece = Integer.highestOneBit(most);
        OutgoingMessage message = keys.sealer().chunk(chunkId, sequence);
        int at = 0;
        while (at < length) {
            int left = length - at;
            int now = left <= most ? left : piece;
            sealing.lockInterruptibly();
            try {
                requireKeys();
                cell(message, sealed, at, now, now == left);
            } finally {
                sealing.unlock();
            }
            at += now;
        }
    }

    private void cell(OutgoingMessage message, byte[] body, int at, int length, boolean last)
            throws InterruptedException {
        awaitCredit();
        OutboundFrame frame = circuit.cell();
        try {
            message.seal(
                    body, at, length, last, frame.array(), frame.payloadOffset(), around.millis());
        } catch (RuntimeException e) {
            frame.discard();
            throw e;
        }
        sent(frame);
    }

    private void awaitCredit() throws InterruptedException {
        try {
            if (!circuit.takeCredit(PATIENCE_NANOS)) {
                throw SessionEndedException.of(ErrorCode.TIMEOUT);
            }
        } catch (CircuitClosedException e) {
            throw new SessionEndedException(e.why());
        }
        if (keys.sealer().expiredAt(around.millis())) {
            circuit.close(ErrorCode.SESSION_EXPIRED);
            throw SessionEndedException.of(ErrorCode.SESSION_EXPIRED);
        }
    }

    private void sent(OutboundFrame frame) {
        circuit.send(frame);
        sentCells = sentCells + 1;
        lastCellNanos = around.nanos();
    }

    /// Sends a cell of padding when the key has served its time; never waits.
    void rekeyIfDue() {
        if (!sealing.tryLock()) {
            return;
        }
        try {
            long now = around.millis();
            if (!keysGone && now - keys.sealer().rekeyDueMillis() >= 0) {
                if (!keys.sealer().expiredAt(now) && circuit.tryTakeCredit()) {
                    padding(now);
                }
            }
        } finally {
            sealing.unlock();
        }
    }

    private void padding(long nowMillis) {
        OutboundFrame frame = circuit.cell();
        keys.sealer().padding(frame.array(), frame.payloadOffset(), nowMillis);
        sent(frame);
    }

    /// Pads what this end has sent up to the next count that tells little.
    public void pad() throws InterruptedException {
        sealing.lockInterruptibly();
        try {
            while (!keysGone && sentCells < Padme.padded(sentCells)) {
                awaitCredit();
                padding(around.millis());
            }
        } finally {
            sealing.unlock();
        }
    }

    /// Ends it in order: pads, waits a second at most for the other end's padding, closes.
    public void finish() {
        try {
            pad();
            long until = around.nanos() + LAST_WORD_NANOS;
            while (isOpen()
                    && receivedCells != Padme.padded(receivedCells)
                    && around.nanos() - until < 0) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        } catch (SessionEndedException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        circuit.close(0, CloseLimit.NONE);
    }

    /// Ends it at once.
    public void abort(ErrorCode code) {
        circuit.close(code);
    }

    /// Ends it at once, without blame.
    public void abort() {
        circuit.close(0, CloseLimit.NONE);
    }

    /// Bytes were handed to another thread; on the loop.
    public void hold(int bytes) {
        held.addAndGet(bytes);
    }

    /// Bytes handed over were dealt with.
    public void release(int bytes) {
        long before = held.getAndAdd(-bytes);
        if (before > MOST_HELD && before - bytes <= MOST_HELD) {
            circuit.link().loop().execute(inbound::giveCredit);
        }
    }

    private void destroyKeys() {
        sealing.lock();
        try {
            if (!keysGone) {
                keysGone = true;
                keys.close();
            }
        } finally {
            sealing.unlock();
        }
    }

    /// Role and state only.
    @Override
    public String toString() {
        return "Session[" + (info.initiator() ? "initiator" : "responder") + ", " + circuit + "]";
    }

    /// The reading half, on the loop.
    private final class Inbound implements CellSink {
        private final SessionOpening opening;
        private final MessageAssembly assembly = new MessageAssembly();
        private @Nullable SessionListener listener;
        private int unreturned;

        Inbound(SessionOpening opening) {
            this.opening = opening;
        }

        @Override
        public void onCell(byte[] array, int offset, int length) {
            receivedCells = receivedCells + 1;
            lastCellNanos = around.nanos();
            OpenedRecord record = keys.opener().open(array, offset, length, around.millis());
            switch (record) {
                case OpenedRecord.Refused(int error) -> circuit.close(error, CloseLimit.NONE);
                case OpenedRecord.Padding() -> reader();
                case OpenedRecord.Fragment fragment -> fragment(fragment);
            }
            unreturned += length;
            giveCredit();
        }

        /// The first record that opens proves that the other end has the keys.
        private SessionListener reader() {
            SessionListener known = listener;
            if (known == null) {
                known = opening.opened(Session.this);
                listener = known;
                pulse.opened();
            }
            return known;
        }

        private void fragment(OpenedRecord.Fragment fragment) {
            SessionListener known = reader();
            if (fragment.isChunk()) {
                known.onChunk(fragment);
                return;
            }
            switch (assembly.take(fragment)) {
                case MessageAssembly.Step.More() -> {}
                case MessageAssembly.Step.Whole(var type, var body) ->
                        known.onMessage(type, body.bytes);
                case MessageAssembly.Step.Refused() -> circuit.close(ErrorCode.RATE_LIMITED);
            }
        }

        void giveCredit() {
            if (unreturned > 0 && held.get() <= MOST_HELD) {
                int bytes = unreturned;
                unreturned = 0;
                circuit.consumed(bytes);
            }
        }

        @Override
        public void onClosed(CircuitClosed why) {
            pulse.stop();
            SessionListener known = listener;
            if (known != null) {
                known.onClosed(why);
            } else {
                opening.neverOpened(why);
            }
            ended.complete(why);
            Thread.ofVirtual().name("bb-session-end").start(Session.this::destroyKeys);
        }
    }
}
