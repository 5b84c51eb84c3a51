package xyz.blueblocks.planner.core;

import java.util.Set;
import xyz.blueblocks.crypto.identity.PeerId;

/// Where the two ends of a route are: what makes a relay a near one.
///
/// @param senderRegion region that the sender registered
/// @param receiverRegion region that the receiver registered
/// @param attachedAt relays that hold the receiver's signed attachment now
record Ends(String senderRegion, String receiverRegion, Set<PeerId> attachedAt) {
    /// How much likelier a near relay is chosen than an equal one elsewhere. With [Relay#weight] a
    /// near relay that is two thirds full is worth an idle one far away: nearness is a preference,
    /// and a crowd goes round.
    static final double NEAR = 8;

    Ends {
        attachedAt = Set.copyOf(attachedAt);
    }

    /// What nearness makes of a relay's weight: the first hop should be near the sender, the last
    /// near the receiver, and one in between near either, so that a path crosses an ocean once.
    double factor(Relay relay, boolean first, boolean last) {
        boolean nearSender = relay.descriptor().region().equals(senderRegion);
        boolean nearReceiver = relay.descriptor().region().equals(receiverRegion);
        double factor = 1;
        if (first && nearSender) {
            factor *= NEAR;
        }
        if (last && nearReceiver) {
            factor *= NEAR;
        }
        if (!first && !last && (nearSender || nearReceiver)) {
            factor *= NEAR;
        }
        return factor;
    }
}
