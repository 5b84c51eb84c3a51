package xyz.blueblocks.relay.core;

import org.jspecify.annotations.Nullable;

/// Flows with queued cells, the one whose head cell has not moved for the longest first.
final class FlowAges {
    private @Nullable Flow oldest;
    private @Nullable Flow newest;

    /// The flow's head cell is another one now, or its first.
    void moved(Flow flow, long now) {
        remove(flow);
        flow.headSince = now;
        flow.inAges = true;
        flow.olderThis = newest;
        flow.newerThis = null;
        if (newest == null) {
            oldest = flow;
        } else {
            newest.newerThis = flow;
        }
        newest = flow;
    }

    void remove(Flow flow) {
        if (!flow.inAges) {
            return;
        }
        flow.inAges = false;
        Flow older = flow.olderThis;
        Flow newer = flow.newerThis;
        if (older == null) {
            oldest = newer;
        } else {
            older.newerThis = newer;
        }
        if (newer == null) {
            newest = older;
        } else {
            newer.olderThis = older;
        }
        flow.olderThis = null;
        flow.newerThis = null;
    }

    @Nullable Flow oldest() {
        return oldest;
    }
}
