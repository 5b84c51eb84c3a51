package xyz.blueblocks.relay.core;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.ClosePayload;
import xyz.blueblocks.wire.frame.CreditPayload;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.GoAway;

/// A relay without sockets: told what comes on links, it says what goes out on others.
///
/// Not safe for threads: everything happens on one event loop.
public final class RelayCore {
    private static final int MAX_GOAWAY = 16;

    private final RelayParts parts;
    private final RelayCounters counters;
    private final FailedHops failures = new FailedHops();
    private final CircuitFloor floor;
    private final AttachDesk attached;
    private final SetupDesk setups;
    private final Set<Neighbour> neighbours = new LinkedHashSet<>();
    private @Nullable JsonObject farewell;

    public RelayCore(RelayParts parts) {
        this.parts = parts;
        counters = parts.counters();
        floor = new CircuitFloor(parts.policy(), counters, failures);
        attached = new AttachDesk(parts);
        setups = new SetupDesk(parts, attached, floor, failures);
    }

    /// A link is open.
    public Neighbour opened(LinkPort port) {
        boolean relay = parts.directory().lists(port.peer());
        Neighbour link = new Neighbour(port, relay, setups.rate(relay), parts.random().nextLong());
        neighbours.add(link);
        sayFarewell(link);
        return link;
    }

    /// A link is gone.
    public void lost(Neighbour link) {
        link.gone = true;
        neighbours.remove(link);
        attached.lost(link);
        for (Slot slot : link.circuits.all()) {
            if (slot instanceof Slot.Waiting(PendingSetup setup, boolean fromUp)) {
                if (fromUp) {
                    setups.cancelled(setup);
                } else {
                    setups.refusedByNext(setup, ErrorCode.ROUTE_UNAVAILABLE.number());
                }
            }
        }
        floor.lost(link);
    }

    /// A frame of a circuit came.
    public void frame(
            Neighbour from, FrameType type, long high, long low, byte[] in, int off, int length) {
        Slot slot = from.circuits.get(high, low);
        if (type == FrameType.DATA && slot instanceof Slot.Side side) {
            floor.cell(side, in, off, length, parts.time().nanos());
            return;
        }
        CircuitId id = new CircuitId(high, low);
        switch (type) {
            case HANDSHAKE -> handshake(from, id, slot, in, off, length);
            case HANDSHAKE_ACK -> answer(from, id, slot, in, off, length);
            case DATA_ACK -> credit(from, id, slot, in, off, length);
            case CLOSE -> closed(slot, in, off, length);
            case ERROR -> counters.stray();
            case DATA, CHUNK, CHUNK_ACK, PING, PONG -> misplaced(from, id, slot);
        }
    }

    private void handshake(
            Neighbour from, CircuitId id, @Nullable Slot slot, byte[] in, int off, int length) {
        if (slot == null) {
            setups.handshake(from, id, in, off, length);
        } else {
            misplaced(from, id, slot);
        }
    }

    private void answer(
            Neighbour from, CircuitId id, @Nullable Slot slot, byte[] in, int off, int length) {
        if (slot instanceof Slot.Waiting(PendingSetup setup, boolean fromUp) && !fromUp) {
            setups.answered(setup, in, off, length);
        } else {
            misplaced(from, id, slot);
        }
    }

    private void credit(
            Neighbour from, CircuitId id, @Nullable Slot slot, byte[] in, int off, int length) {
        if (slot instanceof Slot.Side side
                && CreditPayload.decode(in, off, length)
                        instanceof Decoded.Ok<CreditPayload>(CreditPayload credit)) {
            floor.credit(side, credit.bytes(), parts.time().nanos());
        } else {
            misplaced(from, id, slot);
        }
    }

    private void closed(@Nullable Slot slot, byte[] in, int off, int length) {
        ClosePayload close =
                ClosePayload.decode(in, off, length)
                        .toOptional()
                        .orElse(ClosePayload.of(ErrorCode.INVALID_FORMAT, CloseLimit.NONE));
        switch (slot) {
            case null -> counters.stray();
            case Slot.Side side -> floor.closed(side, close, parts.time().nanos());
            case Slot.Waiting(PendingSetup setup, boolean fromUp) -> {
                if (fromUp) {
                    setups.cancelled(setup);
                } else {
                    setups.refusedByNext(setup, close.errorNumber());
                }
            }
        }
    }

    /// A frame where none of its kind can be. One of a circuit that has just ended is only late.
    private void misplaced(Neighbour from, CircuitId id, @Nullable Slot slot) {
        switch (slot) {
            case null -> counters.stray();
            case Slot.Side side ->
                    floor.end(
                            side.circuit(),
                            ErrorCode.INVALID_FORMAT,
                            CloseLimit.NONE,
                            RelayCounters.Drop.MALFORMED);
            case Slot.Waiting(PendingSetup setup, boolean fromUp) -> {
                counters.drop(RelayCounters.Drop.MALFORMED);
                from.port.sendClose(id, ErrorCode.INVALID_FORMAT.number(), CloseLimit.NONE);
                if (fromUp) {
                    setups.cancelled(setup);
                } else {
                    setups.refusedByNext(setup, ErrorCode.INVALID_FORMAT.number());
                }
            }
        }
    }

    /// A control message of a link came.
    public void control(Neighbour from, JsonObject message) {
        switch (message.text("type").orElse("")) {
            case "ATTACH" -> {
                if (farewell == null) {
                    attached.attach(from, message);
                } else {
                    sayFarewell(from);
                }
            }
            case "GOAWAY", "RESERVATION" -> counters.stray();
            default -> from.port.close(ErrorCode.INVALID_FORMAT, CloseLimit.NONE);
        }
    }

    /// A link takes bytes again.
    public void writable(Neighbour link) {
        floor.writable(link, parts.time().nanos());
    }

    /// To be called some times a second: what has waited too long ends.
    public void sweep() {
        long nanos = parts.time().nanos();
        setups.sweep(nanos);
        floor.sweep(nanos);
        attached.sweep(parts.time().now(), nanos);
        counters.gauges(
                floor.size(),
                setups.size(),
                floor.waitingBytes(),
                floor.oldestNanos(nanos) / 1_000_000);
        counters.peers(neighbours.size(), attached.size());
    }

    /// Tells every client where else to go.
    public void goAway(int seconds) {
        JsonObject message = goAwayMessage(seconds);
        for (Neighbour link : neighbours) {
            if (!link.relay) {
                link.port.control(message);
            }
        }
    }

    private JsonObject goAwayMessage(int seconds) {
        return new GoAway(parts.directory().others(parts.self(), MAX_GOAWAY), seconds).toJson();
    }

    /// From here on the relay leaves: every client is told where else to go, what is set up goes
    /// on, nothing new is.
    ///
    /// @param seconds how long what is set up may go on
    public void leave(int seconds) {
        setups.refuseAll();
        farewell = goAwayMessage(seconds);
        goAway(seconds);
    }

    private void sayFarewell(Neighbour link) {
        if (farewell != null && !link.relay) {
            link.port.control(farewell);
        }
    }

    /// Ends every circuit that is left, so that its sender goes on elsewhere at once.
    public void endCircuits() {
        floor.all()
                .forEach(each ->
                        floor.end(
                                each,
                                ErrorCode.ROUTE_UNAVAILABLE,
                                CloseLimit.NONE,
                                RelayCounters.Drop.LEAVING));
    }

    /// What planners are told; failures are told once. A relay that leaves has nobody attached:
    /// routes shall end elsewhere.
    public MinuteReport report() {
        return new MinuteReport(farewell == null ? attached.signed() : List.of(), failures.take());
    }

    /// Whether no circuit is left.
    public boolean idle() {
        return floor.size() == 0 && setups.size() == 0;
    }

    /// What this relay knows of who talks through it.
    public RelayView view() {
        List<RelayView.CircuitView> circuits =
                floor.all().stream()
                        .map(each ->
                                new RelayView.CircuitView(
                                        each.up.neighbour().peer(),
                                        each.up.id(),
                                        each.down.neighbour().peer(),
                                        each.down.id(),
                                        each.cells,
                                        each.bytes))
                        .toList();
        return new RelayView(
                neighbours.stream().map(Neighbour::peer).toList(), attached.peers(), circuits);
    }
}
