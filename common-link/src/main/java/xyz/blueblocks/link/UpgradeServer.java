package xyz.blueblocks.link;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.wire.ErrorCode;

/// The one HTTP request that a link listener answers: `GET /p2p`, upgrade to WebSocket, with a
/// session token.
final class UpgradeServer extends SimpleChannelInboundHandler<FullHttpRequest> {
    static final String PATH = "/p2p";
    static final String SUBPROTOCOL = "bb-link.v1";

    private static final String URL = "wss://relay" + PATH;

    private final LinkContext context;
    private final Function<TokenSubject, LinkChannel> link;

    UpgradeServer(LinkContext context, Function<TokenSubject, LinkChannel> link) {
        this.context = context;
        this.link = link;
    }

    /// Frames of WebSocket as both ends read them: as large as the largest link frame.
    static WebSocketDecoderConfig decoding(boolean server) {
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(OpeningFrames.MAX_ANY)
                .expectMaskedFrames(server)
                .allowMaskMismatch(false)
                .allowExtensions(false)
                .build();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (!request.decoderResult().isSuccess()
                || !request.uri().equals(PATH)
                || !request.method().equals(HttpMethod.GET)) {
            refuse(ctx, HttpResponseStatus.NOT_FOUND, ErrorCode.INVALID_FORMAT, "only GET /p2p");
            return;
        }
        Optional<TokenSubject> subject =
                token(request.headers().get(HttpHeaderNames.AUTHORIZATION))
                        .flatMap(context.identity().tokens()::check);
        if (subject.isEmpty()) {
            refuse(
                    ctx,
                    HttpResponseStatus.UNAUTHORIZED,
                    ErrorCode.INVALID_SIGNATURE,
                    "no good session token");
            return;
        }
        upgrade(ctx, request, subject.get());
    }

    private void upgrade(ChannelHandlerContext ctx, FullHttpRequest request, TokenSubject subject) {
        WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshakerFactory(URL, SUBPROTOCOL, decoding(true))
                        .newHandshaker(request);
        if (handshaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(ctx.channel());
            return;
        }
        try {
            handshaker.handshake(ctx.channel(), request);
        } catch (WebSocketHandshakeException e) {
            refuse(
                    ctx,
                    HttpResponseStatus.BAD_REQUEST,
                    ErrorCode.INVALID_FORMAT,
                    "not a WebSocket upgrade");
            return;
        }
        if (handshaker.selectedSubprotocol() == null) {
            // RFC 6455 lets a client go on without a subprotocol; ours has nothing to say without.
            ctx.close();
            return;
        }
        LinkChannel channel = link.apply(subject);
        ctx.pipeline().addLast(new WebSocketFrames(channel), channel);
        ctx.pipeline().remove(this);
    }

    private void refuse(
            ChannelHandlerContext ctx, HttpResponseStatus status, ErrorCode code, String message) {
        byte[] body = LinkErrors.json(code, message, context.clock().instant()).canonical();
        var response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private static Optional<String> token(@Nullable String authorization) {
        if (authorization == null) {
            return Optional.empty();
        }
        int space = authorization.indexOf(' ');
        String scheme = authorization.substring(0, Math.max(0, space)).toLowerCase(Locale.ROOT);
        return scheme.equals("bearer") || scheme.equals("dpop")
                ? Optional.of(authorization.substring(space + 1))
                : Optional.empty();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
