package xyz.blueblocks.sdk.attach;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.message.RelayDescriptor;

/// Which relay a receiver attaches to next: one of its own region first, and never the last one
/// that a route to it could begin with.
///
/// Of its region it takes one less than there are operators, so that a route can lie wholly in the
/// region: a relay that holds an attachment is never an earlier hop (protocol, section 4). What it
/// still wants it takes elsewhere, so that the loss of a region finds it attached. With too few
/// relays it is content with fewer: two attachments that leave no relay for a first hop would make
/// it reachable by nobody.
final class RelayChoice {
    /// So many relays nearby that did not answer are enough to look elsewhere first: a region that
    /// is gone does not answer for seconds each.
    private static final int TRIES_NEARBY = 2;

    private final List<RelayDescriptor> relays;
    private final Optional<String> region;
    private final int wanted;

    /// @param relays of the directory, without the receiver itself; earlier ones are preferred
    ///   among equals, so shuffle them
    /// @param region where the receiver is
    /// @param wanted attachments at most
    RelayChoice(List<RelayDescriptor> relays, Optional<String> region, int wanted) {
        this.relays = List.copyOf(relays);
        this.region = region;
        this.wanted = wanted;
    }

    /// The relay to attach to now, if one is wanted and fits.
    ///
    /// @param held relays that hold an attachment
    /// @param avoided relays that are not to be tried now
    /// @param doubted relays that may be listed and gone: no route is expected to begin there
    Optional<RelayDescriptor> next(
            Collection<RelayDescriptor> held, Set<PeerId> avoided, Set<PeerId> doubted) {
        if (held.size() >= wanted) {
            return Optional.empty();
        }
        List<RelayDescriptor> fitting =
                relays.stream()
                        .filter(relay -> !avoided.contains(relay.peerId()))
                        .filter(relay -> !operators(held).contains(relay.operator()))
                        .filter(relay -> held.isEmpty() || leavesOne(relay, held, doubted))
                        .toList();
        long failed =
                relays.stream()
                        .filter(relay -> isHere(relay) && avoided.contains(relay.peerId()))
                        .count();
        boolean here = wantsMoreHere(held) && failed < TRIES_NEARBY;
        return fitting.stream()
                .filter(relay -> isHere(relay) == here)
                .findFirst()
                .or(() -> fitting.stream().findFirst());
    }

    /// An attachment to give up, where all of them together leave no relay that a route could begin
    /// with: one elsewhere rather than one in the receiver's region.
    Optional<RelayDescriptor> surplus(Collection<RelayDescriptor> held) {
        if (held.size() < 2 || isFirstHopLeft(held, Set.of())) {
            return Optional.empty();
        }
        return held.stream()
                .filter(relay -> !isHere(relay))
                .findFirst()
                .or(() -> held.stream().findFirst());
    }

    /// An attachment elsewhere, and the relay of the receiver's region to have instead.
    record Move(RelayDescriptor from, RelayDescriptor to) {}

    /// The way home, for who had to go elsewhere and finds relays in its region again.
    Optional<Move> homeward(Collection<RelayDescriptor> held, Set<PeerId> avoided) {
        Optional<RelayDescriptor> far = held.stream().filter(relay -> !isHere(relay)).findFirst();
        if (held.size() < wanted || !wantsMoreHere(held) || far.isEmpty()) {
            return Optional.empty();
        }
        List<RelayDescriptor> rest =
                held.stream().filter(relay -> !relay.equals(far.get())).toList();
        return relays.stream()
                .filter(this::isHere)
                .filter(relay -> !avoided.contains(relay.peerId()))
                .filter(relay -> !operators(rest).contains(relay.operator()))
                .filter(relay -> leavesOne(relay, rest, Set.of()))
                .findFirst()
                .map(relay -> new Move(far.get(), relay));
    }

    private boolean wantsMoreHere(Collection<RelayDescriptor> held) {
        return held.stream().filter(this::isHere).count() < share();
    }

    private boolean leavesOne(
            RelayDescriptor relay, Collection<RelayDescriptor> held, Set<PeerId> doubted) {
        return isFirstHopLeft(Stream.concat(held.stream(), Stream.of(relay)).toList(), doubted);
    }

    private boolean isFirstHopLeft(Collection<RelayDescriptor> taken, Set<PeerId> doubted) {
        Set<String> operators = operators(taken);
        return relays.stream()
                .anyMatch(relay ->
                        !operators.contains(relay.operator()) && !doubted.contains(relay.peerId()));
    }

    private long share() {
        long operators = operators(relays.stream().filter(this::isHere).toList()).size();
        return Math.clamp(operators - 1, Math.min(1, operators), wanted);
    }

    private boolean isHere(RelayDescriptor relay) {
        return region.isPresent() && region.get().equals(relay.region());
    }

    private static Set<String> operators(Collection<RelayDescriptor> relays) {
        return relays.stream().map(RelayDescriptor::operator).collect(Collectors.toSet());
    }
}
