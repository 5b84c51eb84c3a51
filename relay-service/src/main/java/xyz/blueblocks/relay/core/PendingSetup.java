package xyz.blueblocks.relay.core;

import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.onion.RelayLayer;
import xyz.blueblocks.wire.frame.CircuitId;

/// A circuit that waits for the next hop's answer.
final class PendingSetup {
    final Neighbour up;
    final CircuitId upId;
    final RelayLayer layer;
    final Grant grant;
    final long deadline;
    boolean done;
    @Nullable Neighbour down;
    CircuitId downId = CircuitId.ZERO;

    PendingSetup(Neighbour up, CircuitId upId, RelayLayer layer, Grant grant, long deadline) {
        this.up = up;
        this.upId = upId;
        this.layer = layer;
        this.grant = grant;
        this.deadline = deadline;
    }
}
