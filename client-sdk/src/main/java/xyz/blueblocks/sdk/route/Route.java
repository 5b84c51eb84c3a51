package xyz.blueblocks.sdk.route;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.message.Endpoint;
import xyz.blueblocks.wire.message.KeyRecord;

/// A verified way to a peer: over 1 to 5 relays, or directly.
///
/// Its tokens serve one set-up each. The life bounds the setting up, not the circuit.
public final class Route {
    private final String routeId;
    private final List<Hop> hops;
    private final List<Endpoint> direct;
    private final KeyRecord receiver;
    private final Instant expires;

    private Route(
            String routeId,
            List<Hop> hops,
            List<Endpoint> direct,
            KeyRecord receiver,
            Instant expires) {
        this.routeId = routeId;
        this.hops = List.copyOf(hops);
        this.direct = List.copyOf(direct);
        this.receiver = receiver;
        this.expires = expires;
    }

    /// A route over relays, the first one first.
    ///
    /// @param routeId between client and planner only; never on a link
    /// @param receiver the destination's own signed record, verified and in force
    /// @param expires until when it may be set up
    public static Route over(String routeId, List<Hop> hops, KeyRecord receiver, Instant expires) {
        if (hops.isEmpty() || hops.size() > Limits.MAX_HOPS) {
            throw new IllegalArgumentException("hops: " + hops.size() + " (want 1..5)");
        }
        Set<PeerId> seen = new HashSet<>(Set.of(receiver.peerId()));
        if (!hops.stream().allMatch(hop -> seen.add(hop.relay()))) {
            throw new IllegalArgumentException("hops: want all different, none the receiver");
        }
        return new Route(routeId, hops, List.of(), receiver, expires);
    }

    /// No relay: the receiver listens itself. Whoever watches the network sees both ends.
    ///
    /// @param endpoints where it listens
    public static Route direct(KeyRecord receiver, List<Endpoint> endpoints, Instant expires) {
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("endpoints: none (want at least one)");
        }
        return new Route("direct", List.of(), endpoints, receiver, expires);
    }

    /// What planner and client call it.
    public String routeId() {
        return routeId;
    }

    /// The relays, the first one first; none on a direct route.
    public List<Hop> hops() {
        return hops;
    }

    /// The relays' ids.
    public Set<PeerId> relays() {
        return hops.stream().map(Hop::relay).collect(Collectors.toUnmodifiableSet());
    }

    /// Where the relays stand, by their own signed word.
    public List<RelayPlace> places() {
        return hops.stream().map(RelayPlace::of).toList();
    }

    /// Whether all its relays stand where they may.
    public boolean staysWithin(AllowedPlaces allowed) {
        return allowed.allow(hops);
    }

    /// Where it leads.
    public PeerId destination() {
        return receiver.peerId();
    }

    /// The destination's keys.
    public KeyRecord receiver() {
        return receiver;
    }

    /// Until when it may be set up.
    public Instant expires() {
        return expires;
    }

    /// The peer whose link the circuit begins on: the first relay, else the destination.
    public PeerId firstPeer() {
        return hops.isEmpty() ? destination() : hops.getFirst().relay();
    }

    /// Where [#firstPeer] listens.
    public List<Endpoint> firstEndpoints() {
        return hops.isEmpty() ? direct : hops.getFirst().descriptor().endpoints();
    }

    /// What a circuit on it may carry in bytes, both directions together.
    public long budgetBytes() {
        return Hop.budgetBytes(hops);
    }

    /// Whether every layer can be sealed with X-Wing.
    public boolean postQuantum() {
        return receiver.handshakeKey().kem() == HpkeKem.XWING
                && hops.stream().allMatch(hop -> hop.onionKey().kem() == HpkeKem.XWING);
    }

    /// The relay at a place.
    ///
    /// @param place from 1
    public Optional<PeerId> relayAt(int place) {
        return place >= 1 && place <= hops.size()
                ? Optional.of(hops.get(place - 1).relay())
                : Optional.empty();
    }
}
