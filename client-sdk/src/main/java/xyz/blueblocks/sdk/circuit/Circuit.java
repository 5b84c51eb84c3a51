package xyz.blueblocks.sdk.circuit;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.link.InboundFrame;
import xyz.blueblocks.link.Link;
import xyz.blueblocks.link.OutboundFrame;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.credit.ReceiveCredit;
import xyz.blueblocks.wire.credit.SendCredit;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.ClosePayload;
import xyz.blueblocks.wire.frame.CreditPayload;
import xyz.blueblocks.wire.frame.FrameType;

/// One end of a circuit on one link: set-up, cells with credit both ways, CLOSE.
///
/// Waits for an answer or to be answered, is open, is closed. Incoming frames are the loop's; any
/// thread may send and close. [#send] keeps its order as long as one thread at a time calls it.
public final class Circuit {
    private static final int LOST = ErrorCode.ROUTE_UNAVAILABLE.number();

    private final Link link;
    private final CircuitId id;
    private final Surroundings around;
    private final Runnable forget;
    private final CompletableFuture<byte[]> answer = new CompletableFuture<>();
    private final Object credit = new Object();

    private int sentCellBytes;
    private int receivedCellBytes;
    private @Nullable CellSink sink;
    private @Nullable ReceiveCredit incoming;
    private @Nullable SendCredit outgoing;
    private volatile @Nullable CircuitClosed closed;

    /// @param forget takes it out of its link's table; called on the loop
    Circuit(Link link, CircuitId id, Surroundings around, Runnable forget) {
        this.link = link;
        this.id = id;
        this.around = around;
        this.forget = forget;
    }

    /// The link it begins on.
    public Link link() {
        return link;
    }

    /// How it ended, or nothing while it lives.
    public @Nullable CircuitClosed closed() {
        return closed;
    }

    /// Completes with the 3 072 bytes that answer the set-up packet, or with a
    /// [CircuitClosedException].
    public CompletionStage<byte[]> answer() {
        return answer.minimalCompletionStage();
    }

    /// Opens it at the sender's end, after the answer was judged.
    ///
    /// @param sentBytes size of the cells this end sends
    /// @param receivedBytes size of the cells it gets
    public void open(int sentBytes, int receivedBytes, CellSink reader) {
        openCredit(sentBytes, receivedBytes);
        onLoop(() -> begin(reader));
    }

    /// Opens it at the receiver's end and sends the answer.
    ///
    /// @param packetAnswer 3 072 bytes
    public void answer(byte[] packetAnswer, int sentBytes, int receivedBytes, CellSink reader) {
        openCredit(sentBytes, receivedBytes);
        OutboundFrame frame = filled(FrameType.HANDSHAKE_ACK, packetAnswer);
        onLoop(() -> {
            begin(reader);
            link.send(frame);
        });
    }

    /// Refuses at the receiver's end with an answer that only the sender can read.
    ///
    /// @param packetAnswer 3 072 bytes
    public void refuse(byte[] packetAnswer) {
        OutboundFrame frame = filled(FrameType.HANDSHAKE_ACK, packetAnswer);
        onLoop(() -> {
            link.send(frame);
            end(new CircuitClosed(0, CloseLimit.NONE, false), true);
        });
    }

    private void openCredit(int sentBytes, int receivedBytes) {
        synchronized (credit) {
            sentCellBytes = sentBytes;
            receivedCellBytes = receivedBytes;
            outgoing = new SendCredit(sentBytes);
        }
    }

    private void begin(CellSink reader) {
        CircuitClosed why = closed;
        if (why != null) {
            reader.onClosed(why);
            return;
        }
        incoming = new ReceiveCredit(receivedCellBytes);
        sink = reader;
    }

    void sendPacket(byte[] packet) {
        link.send(filled(FrameType.HANDSHAKE, packet));
    }

    private OutboundFrame filled(FrameType type, byte[] payload) {
        OutboundFrame frame = link.frame(type, id, payload.length);
        System.arraycopy(payload, 0, frame.array(), frame.payloadOffset(), payload.length);
        return frame;
    }

    /// A frame for the next cell, from the pool: fill it and [#send] it, or discard it.
    public OutboundFrame cell() {
        return link.frame(FrameType.DATA, id, sentCellBytes);
    }

    /// Spends the credit of one cell, waiting for it if need be.
    ///
    /// @return false when it did not come in time
    /// @throws CircuitClosedException when the circuit ended
    public boolean takeCredit(long timeoutNanos) throws InterruptedException {
        long end = around.nanos() + timeoutNanos;
        synchronized (credit) {
            while (true) {
                CircuitClosed why = closed;
                if (why != null) {
                    throw new CircuitClosedException(why);
                }
                SendCredit mine = outgoing;
                if (mine != null && mine.take(sentCellBytes)) {
                    return true;
                }
                long left = end - around.nanos();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(credit, Math.max(left, 1_000_000));
            }
        }
    }

    /// Spends the credit of one cell if it is there.
    public boolean tryTakeCredit() {
        synchronized (credit) {
            SendCredit mine = outgoing;
            return closed == null && mine != null && mine.take(sentCellBytes);
        }
    }

    /// Sends a filled cell whose credit was taken. Takes the frame over whatever happens.
    public void send(OutboundFrame frame) {
        try {
            link.loop().execute(() -> link.send(frame));
        } catch (RejectedExecutionException e) {
            frame.discard();
            end(new CircuitClosed(LOST, CloseLimit.NONE, false), false);
        }
    }

    /// Gives back credit for bytes that were consumed; on the loop only.
    public void consumed(int bytes) {
        ReceiveCredit mine = incoming;
        if (mine == null || closed != null) {
            return;
        }
        int grant = mine.consumed(bytes, around.nanos());
        if (grant > 0) {
            link.sendCredit(id, grant);
        }
    }

    /// Ends it and tells the neighbour; the first end counts.
    public void close(int error, CloseLimit limit) {
        onLoop(() -> end(new CircuitClosed(error, limit, false), true));
    }

    /// Runs a step on the circuit's loop. After the transport is closed nothing runs there any
    /// more: then the circuit just ends.
    public void onLoop(Runnable step) {
        try {
            link.loop().execute(step);
        } catch (RejectedExecutionException e) {
            end(new CircuitClosed(LOST, CloseLimit.NONE, false), false);
        }
    }

    /// Ends it with an error.
    public void close(ErrorCode error) {
        close(error.number(), CloseLimit.NONE);
    }

    void onFrame(InboundFrame frame) {
        switch (frame.type()) {
            case DATA -> onCell(frame);
            case DATA_ACK -> onCredit(frame);
            case HANDSHAKE_ACK -> onAnswer(frame);
            case CLOSE -> onClose(frame);
            case ERROR -> {} // What must follow a complaint follows as CLOSE.
            default -> fail(ErrorCode.INVALID_FORMAT, CloseLimit.NONE);
        }
    }

    private void onCell(InboundFrame frame) {
        CellSink reader = sink;
        ReceiveCredit mine = incoming;
        int length = frame.payloadLength();
        if (reader == null || mine == null || length != receivedCellBytes) {
            fail(ErrorCode.INVALID_FORMAT, CloseLimit.NONE);
        } else if (!mine.received(length, around.nanos(), mine.pending() == 0)) {
            fail(ErrorCode.RATE_LIMITED, CloseLimit.CREDIT);
        } else {
            reader.onCell(frame.array(), frame.payloadOffset(), length);
        }
    }

    private void onCredit(InboundFrame frame) {
        Decoded<CreditPayload> read =
                CreditPayload.decode(frame.array(), frame.payloadOffset(), frame.payloadLength());
        boolean granted = false;
        synchronized (credit) {
            SendCredit mine = outgoing;
            if (mine != null && read instanceof Decoded.Ok<CreditPayload>(var payload)) {
                granted = mine.grant(payload.bytes());
                credit.notifyAll();
            }
        }
        if (!granted) {
            fail(ErrorCode.RATE_LIMITED, CloseLimit.CREDIT);
        }
    }

    private void onAnswer(InboundFrame frame) {
        int from = frame.payloadOffset();
        byte[] copy = Arrays.copyOfRange(frame.array(), from, from + frame.payloadLength());
        if (!answer.complete(copy)) {
            fail(ErrorCode.INVALID_FORMAT, CloseLimit.NONE);
        }
    }

    private void onClose(InboundFrame frame) {
        CircuitClosed why =
                switch (ClosePayload.decode(
                        frame.array(), frame.payloadOffset(), frame.payloadLength())) {
                    case Decoded.Ok<ClosePayload>(var close) ->
                            new CircuitClosed(close.errorNumber(), close.limit(), true);
                    case Decoded.Malformed<ClosePayload> bad ->
                            new CircuitClosed(bad.code().number(), CloseLimit.NONE, true);
                };
        end(why, false);
    }

    private void fail(ErrorCode error, CloseLimit limit) {
        end(new CircuitClosed(error.number(), limit, false), true);
    }

    /// Ends it, on the loop.
    void end(CircuitClosed why, boolean tell) {
        synchronized (credit) {
            if (closed != null) {
                return;
            }
            closed = why;
            credit.notifyAll();
        }
        forget.run();
        if (tell) {
            link.sendClose(id, why.error(), why.limit());
        }
        answer.completeExceptionally(new CircuitClosedException(why));
        CellSink reader = sink;
        if (reader != null) {
            reader.onClosed(why);
        }
    }

    /// Whether it lives.
    @Override
    public String toString() {
        return "Circuit[" + (closed == null ? "open" : "closed") + "]";
    }
}
