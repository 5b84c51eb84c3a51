package xyz.blueblocks.link;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.JsonObject;

/// One authenticated link to one peer.
///
/// Anything here may be called from any thread unless it says otherwise; frames of one thread keep
/// their order.
public interface Link {

    /// The peer at the other end, proved by its key.
    PeerId peer();

    /// This end.
    PeerId self();

    /// Whether this end dialled.
    boolean dialled();

    /// Whether frames travel as WebSocket messages.
    boolean webSocket();

    /// Whether frames carry MACs (else signatures).
    boolean macMode();

    /// Whether frames still go out.
    boolean isOpen();

    /// The thread on which the handler is called.
    EventExecutor loop();

    /// A frame to fill, from the pool. Give it to [#send] or discard it.
    ///
    /// @param payloadLength bytes of payload, 0..10 MiB less the routing section
    OutboundFrame frame(FrameType type, CircuitId circuit, int payloadLength);

    /// Sends a frame of this link. Takes it over whatever happens; on a closed link it is dropped.
    void send(OutboundFrame frame);

    /// Sends a control message.
    void control(JsonObject message);

    /// Ends a circuit, with numbers only.
    void sendClose(CircuitId circuit, int error, CloseLimit limit);

    /// Grants a circuit `bytes` more of payload.
    void sendCredit(CircuitId circuit, int bytes);

    /// Whether less than the high-water mark waits to be sent.
    boolean writable();

    /// Bytes that wait to be sent.
    long queuedBytes();

    /// Asks now whether the peer is there, at most once a second: the link ends when nothing at all
    /// comes within `patience` after the question.
    void probe(Duration patience);

    /// Ends the link in order.
    void close();

    /// Ends the link and says why.
    void close(ErrorCode error, CloseLimit limit);

    /// Completes when the link is gone.
    CompletionStage<LinkClosed> closed();

    /// What the handler hung on this link; on the loop only.
    @Nullable Object attachment();

    /// Hangs something on this link; on the loop only.
    void attach(@Nullable Object attachment);
}
