package xyz.blueblocks.relay.core;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.onion.RelayCircuit;
import xyz.blueblocks.relay.core.RelayCounters.Drop;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.ClosePayload;
import xyz.blueblocks.wire.frame.FrameType;

/// The circuits that carry cells: layers, credit, budgets, queues, ends.
///
/// Nobody stops reading a shared link: a cell that cannot leave waits in its own flow, its sender
/// gets no new credit, and so a receiver that stands still stops its own sender and nobody else.
final class CircuitFloor {
    private final RelayPolicy policy;
    private final RelayCounters counters;
    private final FailedHops failures;
    private final Set<Circuit> circuits = new LinkedHashSet<>();
    private final FlowAges ages = new FlowAges();
    private final Set<Neighbour> blocked = new LinkedHashSet<>();
    private long queuedBytes;
    private long blockedBytes;

    CircuitFloor(RelayPolicy policy, RelayCounters counters, FailedHops failures) {
        this.policy = policy;
        this.counters = counters;
        this.failures = failures;
    }

    int size() {
        return circuits.size();
    }

    List<Circuit> all() {
        return List.copyOf(circuits);
    }

    /// Bytes that wait here and in the socket queues of links that stand still.
    long waitingBytes() {
        return queuedBytes + blockedBytes;
    }

    long oldestNanos(long now) {
        Flow oldest = ages.oldest();
        return oldest == null ? 0 : now - oldest.headSince;
    }

    void open(PendingSetup setup, Neighbour down, RelayCircuit layers, long now) {
        Circuit circuit = new Circuit(setup, down, layers, now);
        setup.up.circuits.put(setup.upId, circuit.up);
        down.circuits.put(setup.downId, circuit.down);
        circuits.add(circuit);
        counters.opened();
    }

    void cell(Slot.Side side, byte[] in, int off, int length, long now) {
        Flow flow = side.in();
        Circuit circuit = side.circuit();
        if (circuit.draining) {
            counters.stray();
            return;
        }
        if (length != flow.cellBytes) {
            end(circuit, ErrorCode.ENCRYPTION_ERROR, CloseLimit.NONE, Drop.CELL);
            return;
        }
        if (!flow.receive.received(length, now, flow.isEmpty())) {
            end(circuit, ErrorCode.RATE_LIMITED, CloseLimit.CREDIT, Drop.CREDIT);
            return;
        }
        if (!circuit.spend(length, now)) {
            end(circuit, ErrorCode.RATE_LIMITED, CloseLimit.BUDGET, Drop.BUDGET);
            return;
        }
        OutCell out = flow.to.port.cell(FrameType.DATA, flow.toId, length);
        if (!circuit.through(flow, in, off, out)) {
            out.discard();
            end(circuit, ErrorCode.ENCRYPTION_ERROR, CloseLimit.NONE, Drop.CELL);
            return;
        }
        counters.cell(length);
        if (flow.isEmpty() && flow.to.port.writable() && flow.send.take(length)) {
            sent(flow, out, now);
        } else {
            queue(flow, out, now);
        }
    }

    private void sent(Flow flow, OutCell out, long now) {
        Neighbour to = flow.to;
        to.port.send(out);
        if (to.blockedBytes == 0 && !to.port.writable()) {
            to.blockedBytes = Math.max(1, to.port.queuedBytes());
            blockedBytes += to.blockedBytes;
            blocked.add(to);
        }
        int grant = flow.receive.consumed(flow.cellBytes, now);
        if (grant > 0) {
            flow.from.port.sendCredit(flow.fromId, grant);
        }
    }

    private void queue(Flow flow, OutCell out, long now) {
        if (flow.isEmpty()) {
            ages.moved(flow, now);
        }
        flow.add(out);
        queuedBytes += flow.cellBytes;
        if (flow.send.allows(flow.cellBytes)) {
            flow.to.waiting.add(flow);
        }
        evict();
    }

    /// Over the cap, what has not moved for the longest goes first: circuits, and when no circuit
    /// has cells here any more, links whose sockets take nothing.
    private void evict() {
        while (waitingBytes() > policy.queueCapBytes()) {
            Flow oldest = ages.oldest();
            if (oldest != null) {
                end(oldest.circuit, ErrorCode.RATE_LIMITED, CloseLimit.TOTAL_QUEUE, Drop.QUEUE);
            } else if (!blocked.isEmpty()) {
                Neighbour link = blocked.iterator().next();
                unblock(link);
                link.port.close(ErrorCode.RATE_LIMITED, CloseLimit.TOTAL_QUEUE);
            } else {
                return;
            }
        }
    }

    private void unblock(Neighbour link) {
        if (blocked.remove(link)) {
            blockedBytes -= link.blockedBytes;
            link.blockedBytes = 0;
        }
    }

    /// The next neighbour granted more, or (from the previous one) nothing we should hear.
    void credit(Slot.Side side, long bytes, long now) {
        Flow flow = side.out();
        if (!flow.send.grant(bytes)) {
            end(side.circuit(), ErrorCode.RATE_LIMITED, CloseLimit.CREDIT, Drop.CREDIT);
            return;
        }
        while (flow.readyToSend() && flow.to.port.writable()) {
            sendHead(flow, now);
        }
        if (flow.readyToSend()) {
            flow.to.waiting.add(flow);
        }
    }

    /// A link takes bytes again: the flows that wait send a cell each, turn by turn.
    void writable(Neighbour link, long now) {
        unblock(link);
        while (link.port.writable()) {
            Flow flow = link.waiting.take();
            if (flow == null) {
                return;
            }
            if (flow.readyToSend()) {
                sendHead(flow, now);
            }
            if (flow.readyToSend()) {
                link.waiting.add(flow);
            }
        }
    }

    private void sendHead(Flow flow, long now) {
        OutCell head = flow.remove();
        flow.send.take(flow.cellBytes);
        queuedBytes -= flow.cellBytes;
        if (flow.isEmpty()) {
            ages.remove(flow);
        } else {
            ages.moved(flow, now);
        }
        sent(flow, head, now);
        if (flow.isEmpty() && flow.circuit.draining) {
            end(flow.circuit, 0, CloseLimit.NONE, null);
        }
    }

    /// A neighbour ends the circuit. Cells that it sent before an orderly end still go out.
    void closed(Slot.Side side, ClosePayload close, long now) {
        Circuit circuit = side.circuit();
        if (close.errorNumber() == 0 && !side.in().isEmpty() && !circuit.draining) {
            circuit.draining = true;
            circuit.lastCellAt = now;
            side.neighbour().circuits.remove(side.id());
            drop(side.out());
            return;
        }
        side.neighbour().circuits.remove(side.id());
        end(circuit, close.errorNumber(), close.limit(), null);
    }

    void end(Circuit circuit, ErrorCode error, CloseLimit limit, Drop why) {
        end(circuit, error.number(), limit, why);
    }

    private void end(Circuit circuit, int error, CloseLimit limit, @Nullable Drop why) {
        if (circuit.ended) {
            return;
        }
        circuit.ended = true;
        circuits.remove(circuit);
        drop(circuit.forward);
        drop(circuit.back);
        circuit.layers.close();
        tell(circuit.up, error, limit);
        tell(circuit.down, error, limit);
        counters.closed();
        if (why != null) {
            counters.drop(why);
        }
        if (why == Drop.LINK_LOST) {
            failures.add(circuit.grant.hop());
        }
    }

    private void tell(Slot.Side side, int error, CloseLimit limit) {
        Neighbour neighbour = side.neighbour();
        CircuitId id = side.id();
        if (neighbour.circuits.get(id.high(), id.low()) instanceof Slot.Side there
                && there.equals(side)) {
            neighbour.circuits.remove(id);
            if (!neighbour.gone) {
                neighbour.port.sendClose(id, error, limit);
            }
        }
    }

    private void drop(Flow flow) {
        queuedBytes -= flow.queuedBytes();
        flow.discardAll();
        ages.remove(flow);
        flow.to.waiting.remove(flow);
    }

    /// A link is gone, and its circuits with it.
    void lost(Neighbour link) {
        unblock(link);
        for (Slot slot : link.circuits.all()) {
            if (slot instanceof Slot.Side side) {
                end(side.circuit(), ErrorCode.ROUTE_UNAVAILABLE, CloseLimit.NONE, Drop.LINK_LOST);
            }
        }
    }

    /// Ends what was silent too long or lived too long.
    void sweep(long now) {
        for (Circuit circuit : all()) {
            long idle = now - circuit.lastCellAt;
            if (circuit.draining && idle > policy.answerWait().toNanos()) {
                end(circuit, ErrorCode.TIMEOUT, CloseLimit.TIME, Drop.TIMEOUT);
            } else if (idle > policy.idle().toNanos()) {
                end(circuit, ErrorCode.TIMEOUT, CloseLimit.TIME, Drop.IDLE);
            } else if (now - circuit.openedAt > policy.maxLife().toNanos()) {
                end(circuit, ErrorCode.SESSION_EXPIRED, CloseLimit.TIME, Drop.LIFE);
            }
        }
    }

    Optional<Slot.Side> side(Neighbour link, long high, long low) {
        return link.circuits.get(high, low) instanceof Slot.Side side
                ? Optional.of(side)
                : Optional.empty();
    }
}
