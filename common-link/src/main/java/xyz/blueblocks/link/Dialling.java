package xyz.blueblocks.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.wire.ErrorCode;

/// One attempt to make a link: TLS, the upgrade where WebSocket was asked for, the link handshake.
final class Dialling extends ChannelInitializer<SocketChannel> implements LinkOutcome {
    private static final int MAX_LINE = 1024;
    private static final int MAX_HEADERS = 8192;
    private static final int MAX_BODY = 8192;

    private final LinkTarget target;
    private final LinkContext context;
    private final SslContext tls;
    private final FastThreadLocal<FrameBuffers> buffers;
    private final String token;
    private final CompletableFuture<Link> result = new CompletableFuture<>();

    Dialling(
            LinkTarget target,
            LinkContext context,
            SslContext tls,
            FastThreadLocal<FrameBuffers> buffers) {
        this.target = target;
        this.context = context;
        this.tls = tls;
        this.buffers = buffers;
        token = context.identity().sessionToken().get();
    }

    CompletableFuture<Link> result() {
        return result;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        SslHandler handler =
                tls.newHandler(channel.alloc(), target.host(), target.address().getPort());
        handler.setHandshakeTimeoutMillis(context.settings().handshakeTimeout().toMillis());
        channel.pipeline().addLast(handler, new AfterTls());
        var limit =
                channel.eventLoop()
                        .schedule(
                                () -> late(channel),
                                context.settings().handshakeTimeout().toNanos(),
                                TimeUnit.NANOSECONDS);
        channel.closeFuture().addListener(_ -> limit.cancel(false));
    }

    private void late(Channel channel) {
        if (!result.isDone()) {
            failed(ErrorCode.TIMEOUT, "no link in time", false);
            channel.close();
        }
    }

    @Override
    public void opened(LiveLink link) {
        if (!result.complete(link)) {
            link.close();
        }
    }

    @Override
    public void failed(ErrorCode error, String why, boolean byPeer) {
        result.completeExceptionally(new LinkException(error, why));
    }

    private LinkChannel linkChannel() {
        // An upgrade carries the token; raw frames carry it in the first of them.
        DiallerOpening opening =
                new DiallerOpening(
                        context.identity(), target.expected(), target.webSocket() ? "" : token);
        return LinkChannel.dialling(
                context, this, target.webSocket(), buffers.get(), opening, token);
    }

    private final class AfterTls extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent done) {
                if (done.isSuccess()) {
                    secured(ctx);
                } else {
                    failed(ErrorCode.INVALID_SIGNATURE, "TLS: " + done.cause().getMessage(), false);
                    ctx.close();
                }
            }
        }

        private void secured(ChannelHandlerContext ctx) {
            SslHandler handler = ctx.pipeline().get(SslHandler.class);
            if (target.webSocket()) {
                ctx.pipeline()
                        .addLast(
                                new HttpClientCodec(MAX_LINE, MAX_HEADERS, MAX_HEADERS),
                                new HttpObjectAggregator(MAX_BODY),
                                new Upgrading());
            } else if (TlsContexts.RAW.equals(handler.applicationProtocol())) {
                ctx.pipeline().addLast(linkChannel());
            } else {
                failed(ErrorCode.INVALID_VERSION, "the other end has no bb-link/1", false);
                ctx.close();
                return;
            }
            ctx.pipeline().remove(this);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            failed(ErrorCode.ROUTE_UNAVAILABLE, "connection lost before TLS", false);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            failed(ErrorCode.ROUTE_UNAVAILABLE, "connection failed", false);
            ctx.close();
        }
    }

    private final class Upgrading extends ChannelInboundHandlerAdapter {
        private @Nullable WebSocketClientHandshaker handshaker;

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            String host = target.host().contains(":") ? "[" + target.host() + "]" : target.host();
            URI uri =
                    URI.create(
                            "wss://"
                                    + host
                                    + ":"
                                    + target.address().getPort()
                                    + UpgradeServer.PATH);
            handshaker =
                    new WebSocketClientHandshaker13(
                            uri,
                            WebSocketVersion.V13,
                            UpgradeServer.SUBPROTOCOL,
                            false,
                            new DefaultHttpHeaders()
                                    .set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token),
                            OpeningFrames.MAX_ANY);
            handshaker.handshake(ctx.channel());
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            WebSocketClientHandshaker upgrade = handshaker;
            if (message instanceof FullHttpResponse response && upgrade != null) {
                try {
                    answered(ctx, upgrade, response);
                } finally {
                    response.release();
                }
            } else if (message instanceof ByteBuf bytes) {
                bytes.release();
            }
        }

        private void answered(
                ChannelHandlerContext ctx,
                WebSocketClientHandshaker upgrade,
                FullHttpResponse response) {
            if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                try {
                    upgrade.finishHandshake(ctx.channel(), response);
                    LinkChannel channel = linkChannel();
                    ctx.pipeline().addLast(new WebSocketFrames(channel), channel);
                    ctx.pipeline().remove(this);
                    return;
                } catch (WebSocketHandshakeException e) {
                    failed(ErrorCode.INVALID_FORMAT, "the upgrade was not finished", true);
                }
            } else {
                failed(refusal(response.status().code()), "the upgrade was refused", true);
            }
            ctx.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            failed(ErrorCode.ROUTE_UNAVAILABLE, "connection lost in the upgrade", false);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            failed(ErrorCode.ROUTE_UNAVAILABLE, "the upgrade failed", false);
            ctx.close();
        }
    }

    private static ErrorCode refusal(int status) {
        return switch (status) {
            case 401 -> ErrorCode.INVALID_SIGNATURE;
            case 403 -> ErrorCode.ACCESS_DENIED;
            case 429 -> ErrorCode.RATE_LIMITED;
            case 426 -> ErrorCode.INVALID_VERSION;
            case 502, 503 -> ErrorCode.ROUTE_UNAVAILABLE;
            case 504 -> ErrorCode.TIMEOUT;
            default -> ErrorCode.INVALID_FORMAT;
        };
    }
}
