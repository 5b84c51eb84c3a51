package xyz.blueblocks.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.linkauth.FrameAuth;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.ClosePayload;
import xyz.blueblocks.wire.frame.CreditPayload;
import xyz.blueblocks.wire.frame.FrameLayout;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.JsonObject;

/// An authenticated link: numbers and authenticates what goes out, in the order in which it goes.
///
/// All state belongs to the channel's event loop; calls from elsewhere hop onto it.
final class LiveLink implements Link {
    /// Written bytes that are worth a system call of their own; fewer wait for the burst's end.
    private static final int FLUSH_BYTES = 64 << 10;

    private static final long CLOSE_WITHIN_MILLIS = 1000;

    private final Channel channel;
    private final FrameAuth auth;
    private final PeerId peer;
    private final PeerId self;
    private final boolean dialled;
    private final boolean webSocket;

    /// Header and routing of any frame of this link, with places for type, length and circuit.
    private final byte[] opening = new byte[FrameLayout.PAYLOAD_OFFSET];

    private final Runnable flushTask = this::flush;
    private final CompletableFuture<LinkClosed> closed = new CompletableFuture<>();

    private int unflushedBytes;
    private boolean flushScheduled;
    private volatile boolean open = true;
    private volatile @Nullable LinkPulse pulse;
    private @Nullable LinkClosed why;
    private @Nullable Object attachment;

    LiveLink(
            Channel channel,
            LinkContext context,
            OpeningStep.Agreed agreed,
            boolean dialled,
            boolean webSocket) {
        this.channel = channel;
        this.auth = agreed.auth();
        this.peer = agreed.peer();
        this.self = context.identity().self();
        this.dialled = dialled;
        this.webSocket = webSocket;
        FrameLayout.write(opening, 0, FrameType.DATA, self, peer, CircuitId.ZERO, 0);
    }

    @Override
    public PeerId peer() {
        return peer;
    }

    @Override
    public PeerId self() {
        return self;
    }

    @Override
    public boolean dialled() {
        return dialled;
    }

    @Override
    public boolean webSocket() {
        return webSocket;
    }

    @Override
    public boolean macMode() {
        return auth.mac();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public EventExecutor loop() {
        return channel.eventLoop();
    }

    @Override
    public OutboundFrame frame(FrameType type, CircuitId circuit, int payloadLength) {
        int size = FrameLayout.OVERHEAD + payloadLength;
        ByteBuf buffer = channel.alloc().heapBuffer(size, size);
        byte[] array = buffer.array();
        int at = buffer.arrayOffset();
        System.arraycopy(opening, 0, array, at, opening.length);
        FrameLayout.writeHeader(array, at, type, payloadLength);
        circuit.write(array, at + FrameLayout.CIRCUIT_OFFSET);
        return OutboundFrame.of(buffer, payloadLength);
    }

    @Override
    public void send(OutboundFrame frame) {
        if (channel.eventLoop().inEventLoop()) {
            write(frame);
        } else {
            channel.eventLoop().execute(() -> write(frame));
        }
    }

    private void write(OutboundFrame frame) {
        if (!open) {
            frame.discard();
            return;
        }
        int size = frame.frameLength();
        auth.sign(frame.array(), frame.frameOffset(), size);
        ByteBuf buffer = frame.take();
        buffer.writerIndex(size);
        channel.write(buffer, channel.voidPromise());
        unflushedBytes += size;
        if (unflushedBytes >= FLUSH_BYTES) {
            flush();
        } else if (!flushScheduled) {
            flushScheduled = true;
            channel.eventLoop().execute(flushTask);
        }
    }

    private void flush() {
        flushScheduled = false;
        if (unflushedBytes > 0) {
            unflushedBytes = 0;
            channel.flush();
        }
    }

    /// Whether a whole frame is the next one that the peer sent on this link.
    boolean verify(byte[] array, int frameLength) {
        return auth.verify(array, 0, frameLength);
    }

    @Override
    public void control(JsonObject message) {
        sendBytes(FrameType.DATA, CircuitId.ZERO, message.canonical());
    }

    @Override
    public void sendClose(CircuitId circuit, int error, CloseLimit limit) {
        OutboundFrame frame = frame(FrameType.CLOSE, circuit, ClosePayload.BYTES);
        new ClosePayload(error, limit).write(frame.array(), frame.payloadOffset());
        send(frame);
    }

    @Override
    public void sendCredit(CircuitId circuit, int bytes) {
        OutboundFrame frame = frame(FrameType.DATA_ACK, circuit, CreditPayload.BYTES);
        new CreditPayload(bytes).write(frame.array(), frame.payloadOffset());
        send(frame);
    }

    void sendBytes(FrameType type, CircuitId circuit, byte[] payload) {
        OutboundFrame frame = frame(type, circuit, payload.length);
        System.arraycopy(payload, 0, frame.array(), frame.payloadOffset(), payload.length);
        send(frame);
    }

    @Override
    public boolean writable() {
        return open && channel.isWritable();
    }

    @Override
    public long queuedBytes() {
        long free = channel.bytesBeforeUnwritable();
        long mark = channel.config().getWriteBufferHighWaterMark();
        return free > 0 ? mark - free : mark + channel.bytesBeforeWritable();
    }

    /// What asks the peer for signs of life; it begins with the link.
    void pulse(LinkPulse ofThis) {
        pulse = ofThis;
    }

    @Override
    public void probe(Duration patience) {
        LinkPulse mine = pulse;
        if (mine != null) {
            channel.eventLoop().execute(() -> mine.probe(patience));
        }
    }

    @Override
    public void close() {
        end(new LinkClosed(0, CloseLimit.NONE, false, "closed"), true);
    }

    @Override
    public void close(ErrorCode error, CloseLimit limit) {
        end(new LinkClosed(error.number(), limit, false, "closed with " + error.code()), true);
    }

    /// Ends the link: says so to the peer where that makes sense, flushes, and cuts it off in a
    /// second whatever happens. The first reason given is the one that is told.
    void end(LinkClosed reason, boolean tell) {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(() -> end(reason, tell));
            return;
        }
        if (why != null) {
            return;
        }
        why = reason;
        if (tell) {
            sendClose(CircuitId.ZERO, reason.error(), reason.limit());
        }
        open = false;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        var cut =
                channel.eventLoop()
                        .schedule(
                                () -> channel.unsafe().closeForcibly(),
                                CLOSE_WITHIN_MILLIS,
                                TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(_ -> cut.cancel(false));
    }

    /// The socket is gone: destroys the keys and says how it ended.
    LinkClosed gone() {
        open = false;
        LinkClosed reason =
                why != null
                        ? why
                        : new LinkClosed(
                                ErrorCode.ROUTE_UNAVAILABLE.number(),
                                CloseLimit.NONE,
                                true,
                                "connection lost");
        why = reason;
        auth.close();
        closed.complete(reason);
        return reason;
    }

    @Override
    public CompletionStage<LinkClosed> closed() {
        return closed.minimalCompletionStage();
    }

    @Override
    public @Nullable Object attachment() {
        return attachment;
    }

    @Override
    public void attach(@Nullable Object newAttachment) {
        attachment = newAttachment;
    }

    /// Sizes and mode only.
    @Override
    public String toString() {
        return "Link[" + (dialled ? "dialled" : "accepted") + ", open=" + open + "]";
    }
}
