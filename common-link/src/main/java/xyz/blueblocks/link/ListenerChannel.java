package xyz.blueblocks.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import xyz.blueblocks.wire.ErrorCode;

/// Builds the channel of each accepted socket: TLS, then what ALPN says, raw frames or HTTP.
///
/// Nothing costly is made before the first byte has come, so sockets that stay silent are cheap.
final class ListenerChannel extends ChannelInitializer<SocketChannel> {
    private static final int MAX_LINE = 1024;
    private static final int MAX_HEADERS = 8192;
    private static final int MAX_BODY = 1024;

    private final LinkContext context;
    private final ServerCertificate certificate;
    private final Accepted accepted;
    private final FastThreadLocal<FrameBuffers> buffers;

    ListenerChannel(
            LinkContext context,
            ServerCertificate certificate,
            Accepted accepted,
            FastThreadLocal<FrameBuffers> buffers) {
        this.context = context;
        this.certificate = certificate;
        this.accepted = accepted;
        this.buffers = buffers;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        if (!accepted.admit(channel)) {
            channel.config().setSoLinger(0);
            channel.close();
            return;
        }
        channel.pipeline().addLast(new FirstByte());
        var limit =
                channel.eventLoop()
                        .schedule(
                                () -> endHalfOpen(channel),
                                context.settings().handshakeTimeout().toNanos(),
                                TimeUnit.NANOSECONDS);
        channel.closeFuture().addListener(_ -> limit.cancel(false));
    }

    private void endHalfOpen(SocketChannel channel) {
        if (accepted.isHalfOpen(channel)) {
            channel.close();
        }
    }

    private final class FirstByte extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ChannelPipeline pipeline = ctx.pipeline();
            SslHandler handler = certificate.current().newHandler(ctx.alloc());
            handler.setHandshakeTimeoutMillis(context.settings().handshakeTimeout().toMillis());
            pipeline.addLast(handler, new Negotiated());
            ctx.fireChannelRead(message);
            pipeline.remove(this);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    /// A client without ALPN (many WebSocket libraries) gets HTTP.
    private final class Negotiated extends ApplicationProtocolNegotiationHandler {
        Negotiated() {
            super(TlsContexts.HTTP);
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
            if (TlsContexts.RAW.equals(protocol)) {
                ctx.pipeline().addLast(linkChannel(ctx, false, Optional.empty()));
            } else {
                ctx.pipeline()
                        .addLast(
                                new HttpServerCodec(MAX_LINE, MAX_HEADERS, MAX_HEADERS),
                                new HttpObjectAggregator(MAX_BODY),
                                new UpgradeServer(
                                        context,
                                        subject -> linkChannel(ctx, true, Optional.of(subject))));
            }
        }

        @Override
        protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    private LinkChannel linkChannel(
            ChannelHandlerContext ctx, boolean webSocket, Optional<TokenSubject> subject) {
        LinkOutcome outcome =
                new LinkOutcome() {
                    @Override
                    public void opened(LiveLink link) {
                        accepted.authenticated(ctx.channel());
                    }

                    @Override
                    public void failed(ErrorCode error, String why, boolean byPeer) {
                        // A stranger's failure is nobody's business: the socket closes, that is
                        // all.
                    }
                };
        return LinkChannel.listening(context, outcome, webSocket, buffers.get(), subject);
    }
}
