package xyz.blueblocks.sdk.transfer;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.route.Route;
import xyz.blueblocks.sdk.route.RouteSource;
import xyz.blueblocks.sdk.route.RouteTerms;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.sdk.session.SetUpException;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;

/// The routes of one transfer: the one in use, and a spare over other relays, so that a dead relay
/// costs no look-up. Safe for threads.
final class RouteBook {
    private static final Duration BETWEEN_ASKING = Duration.ofSeconds(20);
    private static final Duration MARGIN = Duration.ofSeconds(20);
    private static final Duration AVOIDED = Duration.ofMinutes(2);

    private final RouteSource source;
    private final PeerId destination;
    private final RouteTerms terms;
    private final Surroundings around;

    /// Until when each relay that failed is avoided; a message line's book lives for days.
    private final Map<PeerId, Long> failed = new HashMap<>();

    private Set<PeerId> failedLast = Set.of();
    private Set<PeerId> inUse = Set.of();
    private Optional<PeerId> firstInUse = Optional.empty();
    private @Nullable Route spare;
    private boolean foundWay;
    private boolean fetching;
    private long askedNanos;
    private boolean asked;

    /// @param terms of every route, the spare too
    RouteBook(RouteSource source, PeerId destination, RouteTerms terms, Surroundings around) {
        this.source = source;
        this.destination = destination;
        this.terms = terms;
        this.around = around;
    }

    /// A route to try now: the spare if it is fresh, else a new one; may block.
    ///
    /// @param bytesLeft what is still to go over it
    Route next(long bytesLeft) {
        Set<PeerId> avoid;
        synchronized (this) {
            foundWay = false;
            Optional<Route> kept = Optional.ofNullable(spare);
            spare = null;
            avoid = avoided();
            if (kept.isPresent() && usable(kept.get(), bytesLeft)) {
                return taken(kept.get());
            }
        }
        return taken(ask(avoid, bytesLeft));
    }

    private synchronized Route taken(Route route) {
        foundWay = true;
        inUse = route.relays();
        firstInUse = route.relayAt(1);
        return route;
    }

    /// Whether [#next] gave a route when it was last asked.
    synchronized boolean foundWay() {
        return foundWay;
    }

    /// A relay that failed may have been right (the receiver was away) or be well again, so where
    /// no way leads around those that did, all are forgiven: first those that did not fail last.
    private Route ask(Set<PeerId> avoid, long bytesLeft) {
        try {
            return source.route(destination, withRoom(bytesLeft), avoid, terms);
        } catch (BlueBlocksException e) {
            if (e.code() != ErrorCode.ROUTE_UNAVAILABLE || avoid.isEmpty()) {
                throw e;
            }
        }
        return ask(forgiven(avoid), bytesLeft);
    }

    /// Those of them that failed last, if there are others to forgive before them; else nobody.
    private synchronized Set<PeerId> forgiven(Set<PeerId> avoid) {
        Set<PeerId> still = new HashSet<>(avoid);
        still.retainAll(failedLast);
        if (still.size() == avoid.size()) {
            still.clear();
        }
        failed.keySet().removeIf(each -> avoid.contains(each) && !still.contains(each));
        return still;
    }

    private boolean usable(Route route, long bytesLeft) {
        return around.now().plus(MARGIN).isBefore(route.expires())
                && route.relays().stream().noneMatch(failed::containsKey)
                && route.budgetBytes() >= Math.min(bytesLeft, withRoom(bytesLeft) / 4);
    }

    /// Padding takes up to an eighth, heads and acknowledgements little. No more can be asked for
    /// than the largest file; where that falls short, another circuit carries the rest.
    private static long withRoom(long bytes) {
        return Math.min(bytes + bytes / 4 + (8L << 20), Limits.MAX_FILE_BYTES);
    }

    /// What a caller is told of a set-up that failed; where places were wished for, with the wish.
    BlueBlocksException told(SetUpException failure) {
        BlueBlocksException told = SetUps.told(failure);
        boolean noWay =
                !failure.receiverRefused()
                        && (told.code() == ErrorCode.ROUTE_UNAVAILABLE
                                || told.code() == ErrorCode.TIMEOUT);
        return terms.within().isAnywhere() || !noWay
                ? told
                : new BlueBlocksException(
                        ErrorCode.ROUTE_UNAVAILABLE,
                        "No way to the recipient could be taken " + terms.within().text() + ".",
                        "Allow another region or jurisdiction, or try again later.");
    }

    private Set<PeerId> avoided() {
        failed.values().removeIf(until -> around.nanos() - until >= 0);
        return new HashSet<>(failed.keySet());
    }

    /// One of those relays did not do what it should.
    synchronized void blame(Set<PeerId> suspects) {
        long until = around.nanos() + AVOIDED.toNanos();
        suspects.forEach(each -> failed.put(each, until));
        failedLast = suspects.isEmpty() ? failedLast : Set.copyOf(suspects);
    }

    /// The circuit has broken. Without the link to the first relay it is that one that died. If it
    /// answers and says that the next is gone, it may be right or lie: the next route leads over
    /// others, but where no way does, the one that answers is forgiven before those behind it.
    synchronized void lost(boolean firstAnswers) {
        Set<PeerId> behind = new HashSet<>(inUse);
        firstInUse.ifPresent(behind::remove);
        if (!firstAnswers) {
            firstLeaves();
        } else {
            blame(inUse);
            failedLast = behind.isEmpty() ? failedLast : behind;
        }
    }

    /// The next route shall not begin at the same relay.
    synchronized void firstLeaves() {
        firstInUse.ifPresent(first -> blame(Set.of(first)));
    }

    /// The next route shall lead over other relays than this one.
    synchronized void leave() {
        blame(inUse);
    }

    /// Fetches a spare on another thread, unless one is there or the route is direct.
    synchronized void keepSpare(long bytesLeft) {
        Route kept = spare;
        boolean soon = asked && around.nanos() - askedNanos < BETWEEN_ASKING.toNanos();
        if (inUse.isEmpty() || fetching || soon || (kept != null && usable(kept, bytesLeft))) {
            return;
        }
        asked = true;
        askedNanos = around.nanos();
        fetching = true;
        Set<PeerId> avoid = avoided();
        avoid.addAll(inUse);
        Thread.ofVirtual().name("bb-spare-route").start(() -> fetch(bytesLeft, avoid));
    }

    private void fetch(long bytesLeft, Set<PeerId> avoid) {
        Route found = null;
        try {
            found = source.route(destination, withRoom(bytesLeft), avoid, terms);
        } catch (BlueBlocksException e) {
            // A spare is a convenience; without one the next circuit asks again.
        } finally {
            synchronized (this) {
                fetching = false;
                spare = found;
            }
        }
    }
}
