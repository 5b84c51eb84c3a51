package xyz.blueblocks.relay.core;

import org.jspecify.annotations.Nullable;

/// Flows of one urgency that wait for one link to take bytes again, served in turn; adding and
/// removing cost nothing that grows.
final class FlowRing {
    private @Nullable Flow first;
    private @Nullable Flow last;

    void add(Flow flow) {
        if (flow.inRing) {
            return;
        }
        flow.inRing = true;
        flow.ringPrevious = last;
        flow.ringNext = null;
        if (last == null) {
            first = flow;
        } else {
            last.ringNext = flow;
        }
        last = flow;
    }

    void remove(Flow flow) {
        if (!flow.inRing) {
            return;
        }
        flow.inRing = false;
        Flow before = flow.ringPrevious;
        Flow after = flow.ringNext;
        if (before == null) {
            first = after;
        } else {
            before.ringNext = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.ringPrevious = before;
        }
        flow.ringNext = null;
        flow.ringPrevious = null;
    }

    boolean isEmpty() {
        return first == null;
    }

    /// The flow whose turn it is; it goes to the end of the ring by [#remove] and [#add].
    @Nullable Flow first() {
        return first;
    }
}
