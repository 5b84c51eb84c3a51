package xyz.blueblocks.sdk.session;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.session.OutgoingMessage;
import xyz.blueblocks.crypto.session.SessionKeys;
import xyz.blueblocks.link.OutboundFrame;
import xyz.blueblocks.sdk.circuit.Circuit;
import xyz.blueblocks.sdk.circuit.CircuitClosed;
import xyz.blueblocks.sdk.circuit.CircuitClosedException;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.message.FileId;

/// The writing half of a session: one lock makes sealing order and wire order the same.
final class SessionWriter {
    private static final long PATIENCE_NANOS = Limits.TRANSFER_TIMEOUT.toNanos();

    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Circuit circuit;
    private final SessionKeys keys;
    private final Surroundings around;
    private final ReentrantLock sealing = new ReentrantLock();
    private boolean keysGone;
    private volatile long cells;
    private volatile long lastCellNanos;

    SessionWriter(Circuit circuit, SessionKeys keys, Surroundings around) {
        this.circuit = circuit;
        this.keys = keys;
        this.around = around;
        this.lastCellNanos = around.nanos();
    }

    /// Cells sent so far.
    long cells() {
        return cells;
    }

    long lastCellNanos() {
        return lastCellNanos;
    }

    SecretBytes fileKey(FileId id) {
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

    void send(int type, byte[] body) throws InterruptedException {
        send(type, body, forFiveMinutes());
    }

    /// @param hopeNanos how long to wait for credit from now on; asked again whenever that is over
    void send(int type, byte[] body, LongSupplier hopeNanos) throws InterruptedException {
        sealing.lockInterruptibly();
        try {
            requireKeys();
            OutgoingMessage message = keys.sealer().message(type);
            int most = keys.sealer().capacity();
            int at = 0;
            do {
                int length = Math.min(most, body.length - at);
                cell(message, body, at, length, at + length == body.length, hopeNanos);
                at += length;
            } while (at < body.length);
        } finally {
            sealing.unlock();
        }
    }

    /// A deadline of the writer's own.
    LongSupplier forFiveMinutes() {
        long end = around.nanos() + PATIENCE_NANOS;
        return () -> end - around.nanos();
    }

    /// The lock is given up between records, so that short messages pass.
    ///
    /// @param hopeNanos how long to wait for credit from now on; asked again whenever that is over
    void sendChunk(byte[] chunkId, int sequence, byte[] sealed, int length, LongSupplier hopeNanos)
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
                cell(message, sealed, at, now, now == left, hopeNanos);
            } finally {
                sealing.unlock();
            }
            at += now;
        }
    }

    private void cell(
            OutgoingMessage message,
            byte[] body,
            int at,
            int length,
            boolean last,
            LongSupplier hopeNanos)
            throws InterruptedException {
        awaitCredit(hopeNanos);
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

    private void awaitCredit(LongSupplier hopeNanos) throws InterruptedException {
        try {
            while (!circuit.takeCredit(hopeNanos.getAsLong())) {
                if (hopeNanos.getAsLong() <= 0) {
                    throw SessionEndedException.of(ErrorCode.TIMEOUT);
                }
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
        cells = cells + 1;
        lastCellNanos = around.nanos();
    }

    /// Sends a cell of padding when the key has served its time; never waits.
    void rekeyIfDue() {
        if (!sealing.tryLock()) {
            return;
        }
        try {
            long now = around.millis();
            boolean due = !keysGone && now - keys.sealer().rekeyDueMillis() >= 0;
            if (due && !keys.sealer().expiredAt(now) && circuit.tryTakeCredit()) {
                padding(now);
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

    /// Whether the count of cells tells more than it should, and no more seem to follow.
    boolean unpaddedAndSilent() {
        return around.nanos() - lastCellNanos > SILENCE_NANOS && cells < Padme.padded(cells);
    }

    /// Pads the count of cells up to the next that tells little.
    void pad() throws InterruptedException {
        while (cells < Padme.padded(cells)) {
            sealing.lockInterruptibly();
            try {
                requireKeys();
                awaitCredit(forFiveMinutes());
                padding(around.millis());
            } finally {
                sealing.unlock();
            }
        }
    }

    void destroyKeys() {
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
}
