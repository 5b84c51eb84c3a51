package xyz.blueblocks.relay.outbound;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.link.Link;
import xyz.blueblocks.link.LinkHandler;
import xyz.blueblocks.link.LinkIdentity;
import xyz.blueblocks.link.LinkTarget;
import xyz.blueblocks.link.LinkTransport;
import xyz.blueblocks.link.LinkTrust;
import xyz.blueblocks.relay.core.Neighbour;
import xyz.blueblocks.relay.core.NextHops;
import xyz.blueblocks.wire.message.Endpoint;
import xyz.blueblocks.wire.message.RelayDescriptor;

/// Links to other relays: dialled when a circuit needs one, at the endpoints that the other relay
/// itself signed, shared by all circuits after it, closed after a while without any.
///
/// On the links' event loop. A relay that could not be reached is left alone for a second.
public final class RelayDialler implements NextHops {
    private static final long PAUSE_NANOS = 1_000_000_000L;

    /// In which a refreshed directory is there, or is not going to be.
    private static final long LOOK_AGAIN_MILLIS = 1500;

    /// Circuits that wait for one link; more than a burst of set-ups is somebody's attack.
    private static final int MAX_WAITING = 4096;

    private final LinkTransport transport;
    private final LinkIdentity identity;
    private final LinkHandler handler;
    private final LinkTrust trust;
    private final KnownRelays relays;
    private final LongSupplier nanos;
    private final Runnable missing;
    private final Map<PeerId, Way> ways = new HashMap<>();

    /// @param missing told when a relay is asked for that the directory does not have
    public RelayDialler(
            LinkTransport transport,
            LinkIdentity identity,
            LinkHandler handler,
            LinkTrust trust,
            KnownRelays relays,
            LongSupplier nanos,
            Runnable missing) {
        this.transport = transport;
        this.identity = identity;
        this.handler = handler;
        this.trust = trust;
        this.relays = relays;
        this.nanos = nanos;
        this.missing = missing;
    }

    /// How one relay is reached: a link, or an attempt and who waits for it, or a pause.
    private static final class Way {
        private @Nullable Link link;
        private final List<Consumer<Optional<Neighbour>>> waiting = new ArrayList<>();
        private boolean dialling;
        private long pauseUntil;
        private boolean paused;

        /// When the link was last seen with a circuit, or was made.
        private long usedAt;
    }

    /// Ends links over which no circuit has run for a while; the next circuit dials anew. To be
    /// called a few times within that while.
    public void closeIdle(Duration idle) {
        long now = nanos.getAsLong();
        ways.values().forEach(way -> closeIdle(way, now, idle.toNanos()));
        ways.values().removeIf(way -> !way.dialling && !way.paused && way.link == null);
    }

    private static void closeIdle(Way way, long now, long idleNanos) {
        Link link = way.link;
        if (link == null) {
            return;
        }
        if (neighbour(link).filter(open -> open.circuitCount() > 0).isPresent()) {
            way.usedAt = now;
        } else if (now - way.usedAt >= idleNanos) {
            link.close();
            way.link = null;
        }
    }

    @Override
    public void reach(PeerId relay, Consumer<Optional<Neighbour>> then) {
        Optional<RelayDescriptor> descriptor = relays.descriptor(relay);
        if (descriptor.isPresent()) {
            reach(relay, descriptor.get(), then);
            return;
        }
        // A planner may know a relay that registered a moment ago; it is looked for once.
        missing.run();
        transport
                .loop()
                .schedule(
                        () ->
                                relays.descriptor(relay)
                                        .ifPresentOrElse(
                                                found -> reach(relay, found, then),
                                                () -> then.accept(Optional.empty())),
                        LOOK_AGAIN_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private void reach(
            PeerId relay, RelayDescriptor descriptor, Consumer<Optional<Neighbour>> then) {
        Way way = ways.computeIfAbsent(relay, _ -> new Way());
        if (way.link != null && way.link.isOpen()) {
            then.accept(neighbour(way.link));
        } else if (way.waiting.size() >= MAX_WAITING
                || (way.paused && nanos.getAsLong() - way.pauseUntil < 0)) {
            then.accept(Optional.empty());
        } else {
            way.waiting.add(then);
            if (!way.dialling) {
                way.dialling = true;
                dial(relay, way, endpoints(descriptor), 0);
            }
        }
    }

    private void dial(PeerId relay, Way way, List<Endpoint> endpoints, int at) {
        if (at == endpoints.size()) {
            way.paused = true;
            way.pauseUntil = nanos.getAsLong() + PAUSE_NANOS;
            done(way, null);
            return;
        }
        Endpoint endpoint = endpoints.get(at);
        LinkTarget target =
                new LinkTarget(
                        relay,
                        InetSocketAddress.createUnresolved(endpoint.host(), endpoint.port()),
                        endpoint.host(),
                        endpoint.protocol().equals(Endpoint.WSS),
                        trust);
        CompletionStage<Link> dialled = transport.dial(target, identity, handler);
        dialled.whenComplete((link, failure) ->
                transport
                        .loop()
                        .execute(() -> {
                            if (failure != null || link == null) {
                                dial(relay, way, endpoints, at + 1);
                            } else {
                                way.paused = false;
                                way.usedAt = nanos.getAsLong();
                                done(way, link);
                            }
                        }));
    }

    private static void done(Way way, @Nullable Link link) {
        way.dialling = false;
        way.link = link;
        List<Consumer<Optional<Neighbour>>> waiting = List.copyOf(way.waiting);
        way.waiting.clear();
        Optional<Neighbour> found = link == null ? Optional.empty() : neighbour(link);
        waiting.forEach(then -> then.accept(found));
    }

    private static Optional<Neighbour> neighbour(Link link) {
        return link.isOpen() && link.attachment() instanceof Neighbour neighbour
                ? Optional.of(neighbour)
                : Optional.empty();
    }

    /// Raw frames first: no masking, no second header.
    private static List<Endpoint> endpoints(RelayDescriptor descriptor) {
        return descriptor.endpoints().stream()
                .filter(each -> !each.protocol().equals(Endpoint.QUIC))
                .sorted(
                        Comparator.comparing((Endpoint e) -> !e.protocol().equals(Endpoint.BB_LINK))
                                .thenComparing(Endpoint::priority))
                .toList();
    }
}
