package xyz.blueblocks.link;

import java.util.Arrays;
import java.util.Optional;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.ClosePayload;
import xyz.blueblocks.wire.frame.FrameLayout;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Where a verified frame goes: to the link's owner, or to the link itself.
final class FrameDispatch {
    /// Unknown types and misplaced frames that are answered per link; a peer that goes on sending
    /// them gets no more answers, and the link stays.
    private static final int MAX_COMPLAINTS = 100;

    private final LiveLink link;
    private final LinkHandler handler;
    private final LinkPulse pulse;
    private final byte[] peerId;
    private final byte[] selfId;
    private final InboundFrame lent = new InboundFrame();
    private int complaints;

    FrameDispatch(LiveLink link, LinkHandler handler, LinkPulse pulse) {
        this.link = link;
        this.handler = handler;
        this.pulse = pulse;
        peerId = link.peer().bytes();
        selfId = link.self().bytes();
    }

    /// Whether the routing section is that of this very link.
    boolean routed(byte[] frame) {
        return FrameLayout.routingHolds(frame, 0)
                && FrameLayout.sourceIs(frame, 0, peerId)
                && FrameLayout.destinationIs(frame, 0, selfId);
    }

    void accept(byte[] frame, int frameLength) {
        Optional<FrameType> type = FrameType.of(FrameLayout.readType(frame, 0));
        long high = FrameLayout.readCircuitHigh(frame, 0);
        long low = FrameLayout.readCircuitLow(frame, 0);
        int length = frameLength - FrameLayout.OVERHEAD;
        if (type.isEmpty()) {
            complain("type: unknown");
        } else if ((high | low) == 0) {
            ofLink(type.get(), frame, length);
        } else if (type.get() == FrameType.PING || type.get() == FrameType.PONG) {
            complain("PING and PONG are of the link");
        } else {
            lent.lend(type.get(), high, low, frame, FrameLayout.PAYLOAD_OFFSET, length);
            handler.onFrame(link, lent);
        }
    }

    private void ofLink(FrameType type, byte[] frame, int length) {
        switch (type) {
            case PING -> pulse.onPing(frame, FrameLayout.PAYLOAD_OFFSET, length);
            case PONG -> {
                // Any verified frame counts as a sign of life; nothing else is in a PONG.
            }
            case DATA -> control(frame, length);
            case CLOSE -> closed(frame, length);
            case HANDSHAKE, HANDSHAKE_ACK ->
                    fail(ErrorCode.INVALID_FORMAT, "a second link handshake");
            case DATA_ACK, CHUNK, CHUNK_ACK -> complain("of circuits only");
            case ERROR -> {
                // The peer complains of a frame of ours; answering could go on for ever.
            }
        }
    }

    private void control(byte[] frame, int length) {
        if (length > Limits.MAX_JSON_BYTES) {
            fail(ErrorCode.INVALID_FORMAT, "control message over 64 KiB");
            return;
        }
        int from = FrameLayout.PAYLOAD_OFFSET;
        byte[] text = Arrays.copyOfRange(frame, from, from + length);
        switch (Json.parse(text)) {
            case Decoded.Malformed<JsonObject> bad -> fail(bad.code(), "control message");
            case Decoded.Ok<JsonObject>(var message) -> {
                if (message.text("type").filter("TOKEN"::equals).isPresent()) {
                    pulse.onToken(message);
                } else {
                    handler.onControl(link, message);
                }
            }
        }
    }

    private void closed(byte[] frame, int length) {
        LinkClosed reason =
                switch (ClosePayload.decode(frame, FrameLayout.PAYLOAD_OFFSET, length)) {
                    case Decoded.Malformed<ClosePayload> _ ->
                            new LinkClosed(
                                    ErrorCode.INVALID_FORMAT.number(),
                                    CloseLimit.NONE,
                                    true,
                                    "closed by the peer, malformed");
                    case Decoded.Ok<ClosePayload>(var close) ->
                            new LinkClosed(
                                    close.errorNumber(), close.limit(), true, "closed by the peer");
                };
        link.end(reason, false);
    }

    private void complain(String why) {
        if (complaints++ < MAX_COMPLAINTS) {
            JsonObject error = LinkErrors.json(ErrorCode.INVALID_FORMAT, why, pulse.now());
            link.sendBytes(FrameType.ERROR, CircuitId.ZERO, error.canonical());
        }
    }

    private void fail(ErrorCode error, String why) {
        link.end(new LinkClosed(error.number(), CloseLimit.NONE, false, why), true);
    }
}
