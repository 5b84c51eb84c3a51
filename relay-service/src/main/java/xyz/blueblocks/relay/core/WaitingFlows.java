package xyz.blueblocks.relay.core;

import org.jspecify.annotations.Nullable;
import xyz.blueblocks.wire.message.Priority;

/// Flows that wait for one link to take bytes again: the urgent ones first, those of one urgency in
/// turn.
///
/// Nobody starves: of eight turns of an urgency one goes to the less urgent, if any wait.
final class WaitingFlows {
    private static final int TURNS = 8;

    private final FlowRing[] rings = new FlowRing[Priority.values().length];
    private final int[] turns = new int[rings.length];

    WaitingFlows() {
        for (int i = 0; i < rings.length; i++) {
            rings[i] = new FlowRing();
        }
    }

    void add(Flow flow) {
        ring(flow).add(flow);
    }

    void remove(Flow flow) {
        ring(flow).remove(flow);
    }

    private FlowRing ring(Flow flow) {
        return rings[flow.circuit.grant.priority().number()];
    }

    /// Takes out the flow whose turn it is.
    @Nullable Flow take() {
        for (int urgency = rings.length - 1; urgency >= 0; urgency--) {
            Flow flow = rings[urgency].first();
            if (flow != null && !givesWay(urgency)) {
                rings[urgency].remove(flow);
                return flow;
            }
        }
        return null;
    }

    private boolean givesWay(int urgency) {
        for (int lower = urgency - 1; lower >= 0; lower--) {
            if (!rings[lower].isEmpty()) {
                turns[urgency] = (turns[urgency] + 1) % TURNS;
                return turns[urgency] == 0;
            }
        }
        return false;
    }
}
