package xyz.blueblocks.relay.core;

import java.util.Optional;
import xyz.blueblocks.wire.message.Priority;
import xyz.blueblocks.wire.route.HopId;

/// What a circuit may use.
///
/// @param budgetBytes cells' payload, both directions together
/// @param priority before which others its cells leave where cells wait
/// @param hop the admission token's id; empty where this relay is open to all
record Grant(long budgetBytes, Priority priority, Optional<HopId> hop) {}
