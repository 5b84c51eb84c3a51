package xyz.blueblocks.sdk.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.session.SessionKeys;
import xyz.blueblocks.sdk.circuit.CellSink;
import xyz.blueblocks.sdk.circuit.Circuit;
import xyz.blueblocks.sdk.circuit.CircuitClosed;
import xyz.blueblocks.sdk.circuit.CircuitLinks;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.message.FileId;

/// One end of an end-to-end session: messages out from any thread, messages in on the loop.
///
/// Incoming cells are opened where they arrive; their credit goes back at once unless more than
/// [#MOST_HELD] bytes wait for workers.
public final class Session {
    /// Bytes handed to workers above which the other end gets no more credit.
    public static final int MOST_HELD = 2 << 20;

    private static final long LAST_WORD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Circuit circuit;
    private final SessionInfo info;
    private final Surroundings around;
    private final SessionReader reader;
    private final SessionWriter writer;
    private final SessionPulse pulse;
    private final AtomicLong held = new AtomicLong();
    private final CompletableFuture<CircuitClosed> ended = new CompletableFuture<>();
    private final int sentCellBytes;
    private final int receivedCellBytes;

    Session(
            Circuit circuit,
            SessionKeys keys,
            SessionInfo info,
            Surroundings around,
            SessionOpening opening) {
        this.circuit = circuit;
        this.info = info;
        this.around = around;
        this.sentCellBytes = keys.sealer().cellBytes();
        this.receivedCellBytes = keys.opener().cellBytes();
        this.reader = new SessionReader(this, keys.opener(), around, opening);
        this.writer = new SessionWriter(circuit, keys, around);
        this.pulse = new SessionPulse(this, around);
    }

    /// What the handshake told.
    public SessionInfo info() {
        return info;
    }

    Circuit circuit() {
        return circuit;
    }

    CellSink sink() {
        return reader;
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

    /// Whether the first relay said that it goes away: what is left is better sent over another.
    public boolean relayLeaves() {
        return CircuitLinks.isLeaving(circuit.link());
    }

    /// Bytes of cells both ways so far: what the route's budget is spent on.
    public long spentBytes() {
        return writer.cells() * sentCellBytes + reader.cells() * receivedCellBytes;
    }

    long lastCellNanos() {
        return Math.max(reader.lastCellNanos(), writer.lastCellNanos());
    }

    /// The key of one file in this session; the caller closes it.
    public SecretBytes fileKey(FileId id) {
        return writer.fileKey(id);
    }

    /// Sends a message, waiting for credit.
    ///
    /// @throws SessionEndedException when it could not be sent whole
    public void send(FrameType type, byte[] body) throws InterruptedException {
        writer.send(type.value(), body);
    }

    /// Sends a message, waiting for credit as long as there is hope.
    ///
    /// @param hopeNanos how long to wait from now on; asked again whenever that is over
    /// @throws SessionEndedException with E008 when there was none left
    public void send(FrameType type, byte[] body, LongSupplier hopeNanos)
            throws InterruptedException {
        writer.send(type.value(), body, hopeNanos);
    }

    /// Sends a sealed chunk.
    ///
    /// @param sealed ciphertext and tag
    /// @throws SessionEndedException when it could not be sent whole
    public void sendChunk(byte[] chunkId, int sequence, byte[] sealed, int length)
            throws InterruptedException {
        sendChunk(chunkId, sequence, sealed, length, writer.forFiveMinutes());
    }

    /// Sends a sealed chunk, waiting for credit as long as there is hope.
    ///
    /// @param hopeNanos how long to wait from now on; asked again whenever that is over
    /// @throws SessionEndedException with E008 when there was none left
    public void sendChunk(
            byte[] chunkId, int sequence, byte[] sealed, int length, LongSupplier hopeNanos)
            throws InterruptedException {
        writer.sendChunk(chunkId, sequence, sealed, length, hopeNanos);
    }

    /// When the last cell went out: from then on the next relay had something to pass on.
    public long lastSentNanos() {
        return writer.lastCellNanos();
    }

    /// Asks the neighbour on the circuit's link whether it is there at all; the link ends, and this
    /// session with it, when nothing comes from it in time.
    public void probe(Duration patience) {
        circuit.link().probe(patience);
    }

    void rekeyIfDue() {
        writer.rekeyIfDue();
    }

    /// Pads what this end has sent up to the next count of cells that tells little.
    public void pad() throws InterruptedException {
        writer.pad();
    }

    /// The responder cannot know which cell is its last, so it pads whenever it falls silent.
    void padWhenIdle() {
        if (writer.unpaddedAndSilent()) {
            Thread.ofVirtual()
                    .name("bb-padding")
                    .start(() -> {
                        try {
                            pad();
                        } catch (SessionEndedException e) {
                            // Then nobody counts any more.
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
        }
    }

    /// Ends it in order: pads, waits a second at most for the other end's padding, closes.
    public void finish() {
        try {
            pad();
            long until = around.nanos() + LAST_WORD_NANOS;
            while (isOpen()
                    && reader.cells() != Padme.padded(reader.cells())
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
            circuit.onLoop(reader::giveCredit);
        }
    }

    /// Whether little enough waits for workers that the other end may send more.
    boolean keepsUp() {
        return held.get() <= MOST_HELD;
    }

    /// The circuit is gone, on the loop.
    void over(CircuitClosed why) {
        ended.complete(why);
        Thread.ofVirtual().name("bb-session-end").start(writer::destroyKeys);
    }

    /// Role and state only.
    @Override
    public String toString() {
        return "Session[" + (info.initiator() ? "initiator" : "responder") + ", " + circuit + "]";
    }
}
