package xyz.blueblocks.sdk.session;

import xyz.blueblocks.crypto.session.OpenedRecord;
import xyz.blueblocks.sdk.circuit.CircuitClosed;
import xyz.blueblocks.wire.frame.FrameType;

/// Whoever reads a session.
///
/// Every call comes on the link's event loop and must not block. Work that is handed to another
/// thread is announced with [Session#hold] and taken back with [Session#release], so that a slow
/// reader slows its own sender.
public interface SessionListener {

    /// A whole message: DATA, DATA_ACK, CHUNK_ACK, ERROR or what a later version sends.
    ///
    /// @param body the listener's own
    void onMessage(FrameType type, byte[] body);

    /// A piece of a CHUNK, still sealed; its bytes are lent for the call.
    void onChunk(OpenedRecord.Fragment fragment);

    /// The session is over; said once.
    void onClosed(CircuitClosed why);
}
