package xyz.blueblocks.sdk.circuit;

/// Whoever answers set-up packets that reach this peer.
@FunctionalInterface
public interface CircuitAcceptor {

    /// Somebody wants a circuit. Comes on the link's event loop and must not block; the circuit is
    /// answered or closed later, from any thread.
    ///
    /// @param packet 12 288 bytes, the acceptor's own
    void onHandshake(Circuit circuit, byte[] packet);
}
