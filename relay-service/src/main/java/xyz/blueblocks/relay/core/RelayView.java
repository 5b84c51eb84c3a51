package xyz.blueblocks.relay.core;

import java.util.List;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.frame.CircuitId;

/// Everything this relay knows of who talks through it, for tests that look for what it must not
/// know; shown only where the operator switched it on.
///
/// @param neighbours peers at the other ends of its links
/// @param attached peers that can be reached here
/// @param circuits what runs through
public record RelayView(
        List<PeerId> neighbours, List<PeerId> attached, List<CircuitView> circuits) {
    /// A circuit as this relay sees it.
    ///
    /// @param previous the neighbour towards the sender
    /// @param previousId what the circuit is called on that link
    /// @param next the neighbour towards the receiver
    /// @param nextId what it is called on that one
    /// @param cells through it, both directions
    /// @param bytes of those cells' payloads
    public record CircuitView(
            PeerId previous,
            CircuitId previousId,
            PeerId next,
            CircuitId nextId,
            long cells,
            long bytes) {}

    public RelayView {
        neighbours = List.copyOf(neighbours);
        attached = List.copyOf(attached);
        circuits = List.copyOf(circuits);
    }
}
