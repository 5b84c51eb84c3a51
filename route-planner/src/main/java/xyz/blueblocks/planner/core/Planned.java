package xyz.blueblocks.planner.core;

import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.RouteAnswer;

/// What came of a route request.
public sealed interface Planned {
    /// A route.
    record Route(RouteAnswer answer) implements Planned {}

    /// None, and why; the text may be shown to the caller.
    record Refused(ErrorCode code, String message) implements Planned {}
}
