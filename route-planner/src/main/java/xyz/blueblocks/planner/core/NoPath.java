package xyz.blueblocks.planner.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.RouteWishes;

/// Says why there is no path, and names the wish that stands in the way (row B09).
final class NoPath {
    private NoPath() {}

    /// @param usable all relays that are up
    static Planned.Refused explain(
            List<Relay> usable, Set<PeerId> attachedAt, RouteWishes wishes, int hops) {
        return new Planned.Refused(
                ErrorCode.ROUTE_UNAVAILABLE,
                wishes.regions().isEmpty() && wishes.jurisdictions().isEmpty()
                        ? anywhere(usable.size(), wishes, hops)
                        : within(usable, attachedAt, wishes, hops));
    }

    private static String anywhere(int usable, RouteWishes wishes, int hops) {
        String wish =
                wishes.equals(RouteWishes.NONE) ? "" : " that fulfil everything that was asked for";
        return "No path of "
                + hops
                + " relays of different operators, networks and machines"
                + wish
                + "; "
                + usable
                + " relays are up.";
    }

    private static String within(
            List<Relay> usable, Set<PeerId> attachedAt, RouteWishes wishes, int hops) {
        String places = places(wishes);
        List<Relay> there =
                usable.stream()
                        .filter(relay ->
                                relay.descriptor()
                                        .standsIn(wishes.regions(), wishes.jurisdictions()))
                        .toList();
        if (there.isEmpty()) {
            return "No relay is up " + places + ".";
        }
        if (there.stream().noneMatch(relay -> attachedAt.contains(relay.id()))) {
            return "The receiver is connected to no relay " + places + ".";
        }
        if (there.size() < hops) {
            return "A path has "
                    + hops
                    + " relays, and "
                    + there.size()
                    + (there.size() == 1 ? " is up " : " are up ")
                    + places
                    + ".";
        }
        return "No path of "
                + hops
                + " relays of different operators, networks and machines lies wholly "
                + places
                + ", where "
                + there.size()
                + " relays are up.";
    }

    private static String places(RouteWishes wishes) {
        List<String> parts = new ArrayList<>();
        if (!wishes.regions().isEmpty()) {
            parts.add("in region " + String.join(" or ", wishes.regions()));
        }
        if (!wishes.jurisdictions().isEmpty()) {
            parts.add("under jurisdiction " + String.join(" or ", wishes.jurisdictions()));
        }
        return String.join(" and ", parts);
    }
}
