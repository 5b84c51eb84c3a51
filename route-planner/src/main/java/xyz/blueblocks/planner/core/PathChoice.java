package xyz.blueblocks.planner.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.message.RouteWishes;

/// Chooses the relays of one path, from the last (where the destination is attached) back to the
/// first.
///
/// Each hop is drawn at random by [Relay#weight] and nearness ([Ends#factor]); a draw that cannot
/// be completed is taken back. A relay where the destination is attached is never an earlier hop:
/// it would see the sender and could guess the receiver. Not thread-safe; one instance chooses one
/// path.
final class PathChoice {
    /// Bounds the search on a crafted or tiny network; a real one ends within a few steps.
    private static final int MAX_STEPS = 2_000;

    private final Collection<Relay> relays;
    private final Ends ends;
    private final RouteWishes wishes;
    private final int hops;
    private final RandomGenerator random;
    private final Deque<Relay> path = new ArrayDeque<>();
    private int steps;

    /// @param relays all usable relays
    /// @param ends where sender and destination are
    /// @param hops how many relays, 1..5
    PathChoice(
            Collection<Relay> relays,
            Ends ends,
            RouteWishes wishes,
            int hops,
            RandomGenerator random) {
        this.relays = relays.stream().filter(relay -> isWished(wishes, relay)).toList();
        this.ends = ends;
        this.wishes = wishes;
        this.hops = hops;
        this.random = random;
    }

    /// The path from first to last hop, or empty when no path fulfils the wishes.
    Optional<List<Relay>> choose() {
        return extend() ? Optional.of(List.copyOf(path)) : Optional.empty();
    }

    private boolean extend() {
        if (path.size() == hops) {
            return true;
        }
        for (Relay next : inDrawnOrder(relays.stream().filter(this::fits).toList())) {
            if (++steps > MAX_STEPS) {
                return false;
            }
            path.addFirst(next);
            if (extend()) {
                return true;
            }
            path.removeFirst();
        }
        return false;
    }

    private boolean fits(Relay relay) {
        PeerId id = relay.id();
        boolean last = path.isEmpty();
        boolean first = path.size() == hops - 1;
        if (ends.attachedAt().contains(id) != last || wishes.avoid().contains(id)) {
            return false;
        }
        if (first && !allows(wishes.firstHops(), id)) {
            return false;
        }
        return path.stream()
                .noneMatch(other ->
                        other.id().equals(id) || (!wishes.relaxDiversity() && relay.kinOf(other)));
    }

    private static boolean isWished(RouteWishes wishes, Relay relay) {
        return allows(wishes.onlyRelays(), relay.id())
                && relay.descriptor().standsIn(wishes.regions(), wishes.jurisdictions());
    }

    /// An empty list of wishes allows everything.
    private static <T> boolean allows(List<T> wished, T value) {
        return wished.isEmpty() || wished.contains(value);
    }

    /// A weighted random permutation (Efraimidis and Spirakis): sorting by u^(1/w) draws without
    /// replacement.
    private List<Relay> inDrawnOrder(List<Relay> candidates) {
        record Drawn(Relay relay, double key) {}
        boolean last = path.isEmpty();
        boolean first = path.size() == hops - 1;
        List<Drawn> drawn = new ArrayList<>(candidates.size());
        for (Relay relay : candidates) {
            double weight = relay.weight() * ends.factor(relay, first, last);
            drawn.add(new Drawn(relay, Math.log(1 - random.nextDouble()) / weight));
        }
        drawn.sort(Comparator.comparingDouble(Drawn::key).reversed());
        return drawn.stream().map(Drawn::relay).toList();
    }
}
