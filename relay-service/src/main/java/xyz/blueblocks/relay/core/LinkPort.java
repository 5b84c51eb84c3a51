package xyz.blueblocks.relay.core;

import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.JsonObject;

/// An authenticated link to a neighbour, as core uses it; on the event loop only.
public interface LinkPort {

    /// Who is at the other end.
    PeerId peer();

    /// A frame to fill, then to [#send] or discard.
    OutCell cell(FrameType type, CircuitId circuit, int payloadLength);

    /// Sends a frame of this link and takes it over.
    void send(OutCell cell);

    /// Ends a circuit with numbers only.
    void sendClose(CircuitId circuit, int error, CloseLimit limit);

    /// Grants payload bytes to a circuit's sender.
    void sendCredit(CircuitId circuit, int bytes);

    /// Sends a control message.
    void control(JsonObject message);

    /// Whether the socket still takes bytes without queueing much.
    boolean writable();

    /// Bytes that wait for the socket.
    long queuedBytes();

    /// Ends the link.
    void close(ErrorCode error, CloseLimit limit);
}
