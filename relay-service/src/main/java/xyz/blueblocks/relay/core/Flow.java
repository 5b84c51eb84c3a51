package xyz.blueblocks.relay.core;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.wire.credit.ReceiveCredit;
import xyz.blueblocks.wire.credit.SendCredit;
import xyz.blueblocks.wire.frame.CircuitId;

/// One direction of a circuit: cells come in, change their layer, go out, and wait in between when
/// the next neighbour has granted too little or its socket is full.
final class Flow {
    final Circuit circuit;
    final boolean forward;
    final Neighbour from;
    final CircuitId fromId;
    final Neighbour to;
    final CircuitId toId;
    final int cellBytes;
    final ReceiveCredit receive;
    final SendCredit send;

    /// Cells that have their new layer already and lie in the frames in which they will leave.
    private final ArrayDeque<OutCell> queue = new ArrayDeque<>(4);

    /// When the cell at the head came to be there, ns.
    long headSince;

    /// Neighbours in a [FlowRing]: of the link that is waited for, and of all flows by age.
    @Nullable Flow ringNext;

    @Nullable Flow ringPrevious;
    @Nullable Flow olderThis;
    @Nullable Flow newerThis;
    boolean inRing;
    boolean inAges;

    Flow(
            Circuit circuit,
            boolean forward,
            Neighbour from,
            CircuitId fromId,
            Neighbour to,
            CircuitId toId,
            int cellBytes) {
        this.circuit = circuit;
        this.forward = forward;
        this.from = from;
        this.fromId = fromId;
        this.to = to;
        this.toId = toId;
        this.cellBytes = cellBytes;
        receive = new ReceiveCredit(cellBytes);
        send = new SendCredit(cellBytes);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    long queuedBytes() {
        return (long) queue.size() * cellBytes;
    }

    void add(OutCell cell) {
        queue.addLast(cell);
    }

    OutCell remove() {
        return queue.removeFirst();
    }

    boolean readyToSend() {
        return !queue.isEmpty() && send.allows(cellBytes);
    }

    void discardAll() {
        queue.forEach(OutCell::discard);
        queue.clear();
    }
}
