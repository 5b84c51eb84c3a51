package xyz.blueblocks.sdk.circuit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.link.InboundFrame;
import xyz.blueblocks.link.Link;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.FrameType;

/// The circuits on one link, by id; the loop's alone.
final class LinkCircuits {
    private static final System.Logger LOG = System.getLogger(LinkCircuits.class.getName());

    private final Link link;
    private final Surroundings around;
    private final Map<CircuitId, Circuit> circuits = new HashMap<>();
    private volatile boolean leaving;

    LinkCircuits(Link link, Surroundings around) {
        this.link = link;
        this.around = around;
    }

    Circuit add(CircuitId id) {
        Circuit circuit = new Circuit(link, id, around, () -> circuits.remove(id));
        circuits.put(id, circuit);
        return circuit;
    }

    /// The relay at the other end said GOAWAY.
    void leave() {
        leaving = true;
    }

    /// Whether it did; asked on any thread.
    boolean leaving() {
        return leaving;
    }

    int size() {
        return circuits.size();
    }

    void onFrame(InboundFrame frame, @Nullable CircuitAcceptor acceptor) {
        CircuitId id = frame.circuit();
        Circuit circuit = circuits.get(id);
        if (circuit != null) {
            guarded(circuit, () -> circuit.onFrame(frame));
        } else if (frame.type() == FrameType.HANDSHAKE) {
            begin(id, frame, acceptor);
        }
        // Anything else belongs to a circuit that ended here while the frame was on its way.
    }

    private void begin(CircuitId id, InboundFrame frame, @Nullable CircuitAcceptor acceptor) {
        if (acceptor == null) {
            link.sendClose(id, ErrorCode.ROUTE_UNAVAILABLE.number(), CloseLimit.NONE);
            return;
        }
        Circuit fresh = add(id);
        byte[] packet = new byte[frame.payloadLength()];
        System.arraycopy(frame.array(), frame.payloadOffset(), packet, 0, packet.length);
        guarded(fresh, () -> acceptor.onHandshake(fresh, packet));
    }

    /// A mistake of ours in one circuit must not take the link, and all others, with it.
    private static void guarded(Circuit circuit, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "circuit failed: {0}", e.getClass().getName());
            LOG.log(System.Logger.Level.DEBUG, "circuit failed", e);
            circuit.end(
                    new CircuitClosed(ErrorCode.INVALID_FORMAT.number(), CloseLimit.NONE, false),
                    true);
        }
    }

    /// The link is gone, and with it every circuit.
    void lost() {
        CircuitClosed why =
                new CircuitClosed(ErrorCode.ROUTE_UNAVAILABLE.number(), CloseLimit.NONE, false);
        for (Circuit circuit : List.copyOf(circuits.values())) {
            guarded(circuit, () -> circuit.end(why, false));
        }
    }
}
