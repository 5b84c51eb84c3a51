package xyz.blueblocks.sdk.transfer;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.session.OpenedRecord;
import xyz.blueblocks.sdk.circuit.CircuitClosed;
import xyz.blueblocks.sdk.session.Session;
import xyz.blueblocks.sdk.session.SessionListener;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.message.FileId;
import xyz.blueblocks.wire.transfer.ChunkAckBody;

/// What one session of a file transfer hears from the receiver: noted on the loop, read on the
/// transfer's thread.
final class RunNews implements SessionListener {
    private static final int MOST_EVENTS = 64;

    private final FileSend transfer;
    private final FileId id;
    private final ChunkWindow window;
    private final RunClock clock;
    private final Deque<Event> events = new ArrayDeque<>();

    /// Guards everything here, the window and the clock.
    final ReentrantLock lock = new ReentrantLock();

    /// Signalled at every change.
    final Condition changed = lock.newCondition();

    private @Nullable CircuitClosed closed;
    private boolean accepted;
    private volatile @Nullable Session session;

    RunNews(FileSend transfer, FileId id, RunClock clock) {
        this.transfer = transfer;
        this.id = id;
        this.window = transfer.window();
        this.clock = clock;
    }

    /// A message to be judged on the transfer's thread.
    static final class Event {
        final FrameType type;
        final byte[] body;

        Event(FrameType type, byte[] body) {
            this.type = type;
            this.body = body;
        }
    }

    void on(Session opened) {
        session = opened;
    }

    @Override
    public void onMessage(FrameType type, byte[] body) {
        switch (type) {
            case CHUNK_ACK -> acknowledged(body);
            case DATA_ACK, ERROR -> note(new Event(type, body));
            default -> {
                // Nothing else is for the sender of a file.
            }
        }
    }

    private void acknowledged(byte[] body) {
        if (!(ChunkAckBody.decode(body, 0, body.length)
                instanceof Decoded.Ok<ChunkAckBody>(var ack))) {
            abort(ErrorCode.INVALID_FORMAT);
            return;
        }
        lock.lock();
        try {
            if (accepted && ack.fileId().equals(id) && window.acknowledge(ack)) {
                clock.moved();
                transfer.moved(window.heldBytes());
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void note(Event event) {
        lock.lock();
        try {
            if (events.size() == MOST_EVENTS) {
                abort(ErrorCode.RATE_LIMITED);
                return;
            }
            events.addLast(event);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void abort(ErrorCode code) {
        Session mine = session;
        if (mine != null) {
            mine.abort(code);
        }
    }

    @Override
    public void onChunk(OpenedRecord.Fragment fragment) {
        abort(ErrorCode.INVALID_FORMAT);
    }

    @Override
    public void onClosed(CircuitClosed why) {
        lock.lock();
        try {
            closed = why;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Somebody wants the transfer to end.
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The next message, under the lock.
    @Nullable Event next() {
        return events.pollFirst();
    }

    /// How the session ended, if it did, under the lock.
    @Nullable CircuitClosed closed() {
        return closed;
    }

    /// Whether the receiver took the offer, under the lock.
    boolean accepted() {
        return accepted;
    }

    /// The receiver takes the offer and says what it holds already.
    void accept(BitSet held) {
        lock.lock();
        try {
            if (!accepted) {
                accepted = true;
                window.restart(held);
                clock.begin();
                transfer.moved(window.heldBytes());
                transfer.accepted();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The receiver could not use a chunk; how often that happened to it.
    int failed(long sequence) {
        lock.lock();
        try {
            return sequence > Integer.MAX_VALUE ? 0 : window.failed((int) sequence);
        } finally {
            lock.unlock();
        }
    }
}
