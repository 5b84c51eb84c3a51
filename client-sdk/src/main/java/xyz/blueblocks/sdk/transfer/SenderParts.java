package xyz.blueblocks.sdk.transfer;

import java.util.concurrent.atomic.LongAdder;
import xyz.blueblocks.link.LinkIdentity;
import xyz.blueblocks.sdk.route.RouteSource;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.sdk.session.SessionDialler;

/// What every transfer of one sender works with.
///
/// @param strays acknowledgements that came for a message nobody waits for
record SenderParts(
        SessionDialler dialler,
        RouteSource routes,
        LinkIdentity identity,
        SendSettings settings,
        Surroundings around,
        LongAdder strays) {}
