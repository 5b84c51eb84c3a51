package xyz.blueblocks.planner.core;

import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.RelayDescriptor;

/// A relay that may be part of a route, as this planner sees it now.
///
/// @param descriptor its own statement, verified
/// @param signedDescriptor the same as it signed it
/// @param network the /16 (IPv4) or /48 (IPv6) of its endpoint, or its host name
/// @param load what it last said of itself, 0 (idle) to 1 (full)
/// @param bandwidthMbps free bandwidth it last claimed, megabits per second
record Relay(
        RelayDescriptor descriptor,
        JsonObject signedDescriptor,
        String network,
        double load,
        double bandwidthMbps) {

    /// A claim above this earns nothing more: claims are self-asserted until something measures
    /// them (row B06), and an unbounded one would attract every route to a liar.
    static final double CLAIM_CAP_MBPS = 1_000;

    /// A relay that claims nothing still gets some traffic, so that it can become known.
    static final double CLAIM_FLOOR_MBPS = 1;

    Relay {
        if (!(load >= 0 && load <= 1)) {
            throw new IllegalArgumentException("load: " + load + " (want 0..1)");
        }
        if (!(bandwidthMbps >= 0)) {
            throw new IllegalArgumentException("bandwidthMbps: " + bandwidthMbps + " (want >= 0)");
        }
    }

    PeerId id() {
        return descriptor.peerId();
    }

    /// How likely it is chosen, relative to others. The square makes a busy relay rare well before
    /// it is full: at load 0.95 it gets a four-hundredth of what an idle one gets (row B05).
    double weight() {
        double free = Math.max(0.01, 1 - load);
        return Math.clamp(bandwidthMbps, CLAIM_FLOOR_MBPS, CLAIM_CAP_MBPS) * free * free;
    }

    /// Whether the two may not stand on one route: one operator, one network or one machine could
    /// join what they see.
    boolean kinOf(Relay other) {
        return descriptor.operator().equals(other.descriptor.operator())
                || network.equals(other.network)
                || descriptor.node().equals(other.descriptor.node());
    }
}
