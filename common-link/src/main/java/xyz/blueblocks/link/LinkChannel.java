package xyz.blueblocks.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CloseLimit;

/// The last handler of a link's channel: bytes in, frames put together, verified and given on.
///
/// Raw TLS hands it pieces of a stream; the WebSocket handler hands it messages and tells it where
/// each ends. Its states: opening (no [LiveLink]), unconfirmed (the listener waits for the first
/// frame under the link's secrets), open, gone.
final class LinkChannel extends ChannelInboundHandlerAdapter {
    private static final System.Logger LOG = System.getLogger(LinkChannel.class.getName());

    private final LinkContext context;
    private final LinkOutcome outcome;
    private final boolean webSocket;
    private final @Nullable DiallerOpening dialler;
    private final @Nullable ListenerOpening listener;
    private final String sentToken;
    private final FrameAssembler assembler;

    private @Nullable LiveLink link;
    private @Nullable LinkPulse pulse;
    private @Nullable FrameDispatch dispatch;
    private Optional<TokenSubject> token = Optional.empty();
    private boolean confirmed;
    private boolean done;
    private boolean heard;
    private int framesInMessage;

    private LinkChannel(
            LinkContext context,
            LinkOutcome outcome,
            boolean webSocket,
            FrameBuffers buffers,
            @Nullable DiallerOpening dialler,
            @Nullable ListenerOpening listener,
            String sentToken) {
        this.context = context;
        this.outcome = outcome;
        this.webSocket = webSocket;
        this.dialler = dialler;
        this.listener = listener;
        this.sentToken = sentToken;
        assembler = new FrameAssembler(buffers, OpeningFrames.MAX_FRAME);
    }

    static LinkChannel dialling(
            LinkContext context,
            LinkOutcome outcome,
            boolean webSocket,
            FrameBuffers buffers,
            DiallerOpening opening,
            String token) {
        return new LinkChannel(context, outcome, webSocket, buffers, opening, null, token);
    }

    static LinkChannel listening(
            LinkContext context,
            LinkOutcome outcome,
            boolean webSocket,
            FrameBuffers buffers,
            Optional<TokenSubject> upgraded) {
        ListenerOpening opening = new ListenerOpening(context.identity(), upgraded);
        return new LinkChannel(context, outcome, webSocket, buffers, null, opening, "");
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (dialler != null) {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(dialler.handshake()));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            while (!done && (in.isReadable())) {
                switch (assembler.feed(in)) {
                    case MORE -> {}
                    case REFUSED -> refuseHeader(ctx);
                    case FRAME -> whole(ctx);
                }
            }
        } finally {
            in.release();
        }
    }

    /// The WebSocket message that was being read ends here.
    void endOfMessage(ChannelHandlerContext ctx) {
        if (!done && (framesInMessage != 1 || assembler.within())) {
            fail(ctx, ErrorCode.INVALID_FORMAT, "a message is not one frame");
        }
        framesInMessage = 0;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        assembler.rest();
        if (heard && pulse != null) {
            pulse.heard();
        }
        heard = false;
    }

    private void whole(ChannelHandlerContext ctx) {
        framesInMessage++;
        try {
            if (link == null || dispatch == null) {
                open(ctx, Arrays.copyOf(assembler.array(), assembler.length()));
            } else if (!dispatch.routed(assembler.array())) {
                fail(ctx, ErrorCode.INVALID_FORMAT, "routing is not this link's");
            } else if (!link.verify(assembler.array(), assembler.length())) {
                fail(ctx, ErrorCode.INVALID_SIGNATURE, "a frame does not verify");
            } else {
                verified(link, dispatch);
            }
        } catch (RuntimeException e) {
            // A bug in a handler must not leave a link that looks alive; the class is all we log,
            // as a message could hold what a peer sent.
            LOG.log(System.Logger.Level.ERROR, "link handler failed: {0}", trace(e));
            fail(ctx, ErrorCode.INVALID_FORMAT, "handler failed");
        }
        if (!done) {
            assembler.next();
        }
    }

    private void verified(LiveLink live, FrameDispatch to) {
        heard = true;
        if (!confirmed) {
            confirm(live);
        }
        if (live.isOpen()) {
            to.accept(assembler.array(), assembler.length());
        }
    }

    private void open(ChannelHandlerContext ctx, byte[] frame) {
        OpeningStep step;
        if (dialler != null) {
            step = dialler.receive(frame);
            dialler.close();
        } else {
            ListenerOpening opening = java.util.Objects.requireNonNull(listener);
            step = opening.receive(frame);
            byte @Nullable [] answer = opening.answer();
            if (answer != null) {
                ctx.writeAndFlush(Unpooled.wrappedBuffer(answer));
            }
        }
        switch (step) {
            case OpeningStep.Refused refused -> {
                outcome.failed(refused.error(), refused.why(), refused.byPeer());
                shut(ctx);
            }
            case OpeningStep.Agreed agreed -> agreed(ctx, agreed);
        }
    }

    private void agreed(ChannelHandlerContext ctx, OpeningStep.Agreed agreed) {
        LiveLink live = new LiveLink(ctx.channel(), context, agreed, dialler != null, webSocket);
        link = live;
        token = agreed.token();
        LinkPulse its = new LinkPulse(live, context, ctx.channel().eventLoop(), sentToken);
        live.pulse(its);
        pulse = its;
        dispatch = new FrameDispatch(live, context.handler(), its);
        assembler.allow(OpeningFrames.MAX_FIRST);
        if (dialler != null) {
            confirm(live);
        }
    }

    private void confirm(LiveLink live) {
        confirmed = true;
        assembler.allow(OpeningFrames.MAX_ANY);
        if (pulse != null) {
            pulse.start(token);
        }
        context.handler().onOpen(live);
        outcome.opened(live);
    }

    private void refuseHeader(ChannelHandlerContext ctx) {
        ErrorCode error = assembler.refusal();
        if (link == null && listener != null) {
            byte[] close = OpeningFrames.closeUnread(context.identity(), error);
            ctx.writeAndFlush(Unpooled.wrappedBuffer(close));
        }
        fail(ctx, error, "header refused");
    }

    private void fail(ChannelHandlerContext ctx, ErrorCode error, String why) {
        done = true;
        if (link == null) {
            outcome.failed(error, why, false);
            shut(ctx);
        } else {
            link.end(new LinkClosed(error.number(), CloseLimit.NONE, false, why), true);
        }
    }

    private void shut(ChannelHandlerContext ctx) {
        done = true;
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (confirmed && link != null && link.writable()) {
            context.handler().onWritable(link);
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        done = true;
        assembler.release();
        if (dialler != null) {
            dialler.close();
        }
        if (link == null) {
            outcome.failed(ErrorCode.ROUTE_UNAVAILABLE, "connection lost", false);
        } else {
            lost(link);
        }
    }

    private void lost(LiveLink live) {
        if (pulse != null) {
            pulse.stop();
        }
        LinkClosed reason = live.gone();
        if (confirmed) {
            confirmed = false;
            context.handler().onClosed(live, reason);
        }
        outcome.closed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // Sockets and TLS fail in many ways, and all of them end the link.
        LOG.log(System.Logger.Level.DEBUG, "link channel failed: {0}", cause.getClass());
        ctx.close();
    }

    private static String trace(RuntimeException e) {
        StackTraceElement[] frames = e.getStackTrace();
        return e.getClass().getName() + (frames.length > 0 ? " at " + frames[0] : "");
    }
}
