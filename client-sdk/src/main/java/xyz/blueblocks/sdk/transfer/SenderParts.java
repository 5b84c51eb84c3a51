package xyz.blueblocks.sdk.transfer;

import xyz.blueblocks.link.LinkIdentity;
import xyz.blueblocks.sdk.route.RouteSource;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.sdk.session.SessionDialler;

/// What every transfer of one sender works with.
record SenderParts(
        SessionDialler dialler,
        RouteSource routes,
        LinkIdentity identity,
        SendSettings settings,
        Surroundings around) {}
