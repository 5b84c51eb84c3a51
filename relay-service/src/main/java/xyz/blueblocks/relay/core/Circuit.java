package xyz.blueblocks.relay.core;

import xyz.blueblocks.crypto.onion.RelayCircuit;
import xyz.blueblocks.wire.frame.CircuitId;

/// A circuit at this relay: two neighbours, two flows, what it may still carry.
final class Circuit {
    final RelayCircuit layers;
    final Grant grant;
    final Flow forward;
    final Flow back;
    final Slot.Side up;
    final Slot.Side down;
    final long openedAt;
    long lastCellAt;
    long cells;
    long bytes;
    boolean ended;

    /// One side ended it in order, and what it had sent before still waits for the other.
    boolean draining;

    Circuit(PendingSetup setup, Neighbour downLink, RelayCircuit layers, long now) {
        this.layers = layers;
        this.grant = setup.grant;
        CircuitId upId = setup.upId;
        CircuitId downId = setup.downId;
        int forwardBytes = layers.forward().cellBytes();
        int backBytes = layers.back().cellBytes();
        forward = new Flow(this, true, setup.up, upId, downLink, downId, forwardBytes);
        back = new Flow(this, false, downLink, downId, setup.up, upId, backBytes);
        up = new Slot.Side(this, setup.up, upId, forward, back);
        down = new Slot.Side(this, downLink, downId, back, forward);
        openedAt = now;
        lastCellAt = now;
    }

    /// Changes a cell's layer on its way through; false: it is not the circuit's next cell.
    boolean through(Flow flow, byte[] in, int off, OutCell out) {
        return flow.forward
                ? layers.forward().peel(in, off, flow.cellBytes, out.array(), out.payloadOffset())
                : layers.back().wrap(in, off, flow.cellBytes, out.array(), out.payloadOffset());
    }

    /// Counts a cell against the budget.
    boolean spend(int payloadBytes, long now) {
        lastCellAt = now;
        cells++;
        bytes += payloadBytes;
        return bytes <= grant.budgetBytes();
    }
}
