package xyz.blueblocks.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/// Between WebSocket messages and link frames: one binary message carries exactly one frame.
///
/// A message may come in fragments (a proxy is free to make them); each is passed on as it comes,
/// so nothing is gathered here.
final class WebSocketFrames extends ChannelDuplexHandler {
    private final LinkChannel link;

    WebSocketFrames(LinkChannel link) {
        this.link = link;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        WebSocketFrame frame = (WebSocketFrame) message;
        switch (frame) {
            case BinaryWebSocketFrame _, ContinuationWebSocketFrame _ -> {
                boolean last = frame.isFinalFragment();
                ctx.fireChannelRead(frame.content());
                if (last) {
                    link.endOfMessage(ctx);
                }
            }
            case PingWebSocketFrame _ -> ctx.writeAndFlush(new PongWebSocketFrame(frame.content()));
            case PongWebSocketFrame _ -> frame.release();
            case CloseWebSocketFrame _ ->
                    ctx.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE))
                            .addListener(ChannelFutureListener.CLOSE)
                            .addListener(_ -> frame.release());
            default -> {
                frame.release();
                ctx.writeAndFlush(
                                new CloseWebSocketFrame(WebSocketCloseStatus.INVALID_MESSAGE_TYPE))
                        .addListener(ChannelFutureListener.CLOSE);
            }
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf frame && frame.isReadable()) {
            ctx.write(new BinaryWebSocketFrame(frame), promise);
        } else {
            ctx.write(message, promise);
        }
    }
}
