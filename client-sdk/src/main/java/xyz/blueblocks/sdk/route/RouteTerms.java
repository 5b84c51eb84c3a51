package xyz.blueblocks.sdk.route;

import xyz.blueblocks.wire.message.Priority;

/// What a sender demands of every route that one transfer takes: the first, its replacements, the
/// spares, and those after it was resumed.
///
/// @param within where every relay must stand; no wish but a condition
/// @param priority whose cells leave first where a relay is busy; discovery's audit entry of each
///   request for a route says so where it is an emergency (row B04)
public record RouteTerms(AllowedPlaces within, Priority priority) {
    /// Anywhere, and as urgent as most.
    public static final RouteTerms USUAL = new RouteTerms(AllowedPlaces.ANYWHERE, Priority.NORMAL);

    /// The same, but over relays that stand there.
    public RouteTerms within(AllowedPlaces places) {
        return new RouteTerms(places, priority);
    }

    /// The same, but as urgent as this.
    public RouteTerms priority(Priority urgency) {
        return new RouteTerms(within, urgency);
    }
}
