package xyz.blueblocks.relay.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.wire.route.HopId;

/// Tokens whose circuits failed through no fault of their sender, until the next report.
///
/// Bounded: a flood of failures is one failure to a planner.
final class FailedHops {
    private static final int MAX = 256;

    private List<HopId> hops = new ArrayList<>();

    void add(Optional<HopId> hop) {
        if (hops.size() < MAX) {
            hop.ifPresent(hops::add);
        }
    }

    List<HopId> take() {
        List<HopId> taken = hops;
        hops = new ArrayList<>();
        return taken;
    }
}
