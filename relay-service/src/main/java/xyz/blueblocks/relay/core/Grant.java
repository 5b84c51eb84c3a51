package xyz.blueblocks.relay.core;

import java.util.Optional;
import xyz.blueblocks.wire.route.HopId;

/// What a circuit may use.
///
/// @param budgetBytes cells' payload, both directions together
/// @param hop the admission token's id; empty where this relay is open to all
record Grant(long budgetBytes, Optional<HopId> hop) {}
