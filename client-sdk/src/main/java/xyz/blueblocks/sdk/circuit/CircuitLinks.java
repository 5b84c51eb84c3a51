package xyz.blueblocks.sdk.circuit;

import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.link.InboundFrame;
import xyz.blueblocks.link.Link;
import xyz.blueblocks.link.LinkClosed;
import xyz.blueblocks.link.LinkException;
import xyz.blueblocks.link.LinkHandler;
import xyz.blueblocks.link.LinkTarget;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.route.Links;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Endpoint;
import xyz.blueblocks.wire.message.GoAway;

/// All links of one client and the circuits on them.
///
/// It is the handler of every link: those dialled here, those that keep this peer attached, and
/// those that a listener for direct circuits accepts. One link to a peer serves all circuits, both
/// ways. Safe for threads.
public final class CircuitLinks implements LinkHandler, AutoCloseable {
    private final Links links;
    private final Surroundings around;
    private final LinkEvents events;
    private final Map<PeerId, CompletableFuture<Link>> dialled = new ConcurrentHashMap<>();
    private final Map<PeerId, Breaker> breakers = new ConcurrentHashMap<>();
    private volatile @Nullable CircuitAcceptor acceptor;
    private volatile boolean closed;

    /// The links of the client that `links` stands for.
    ///
    /// @param events told of what is not a circuit's
    public CircuitLinks(Links links, Surroundings around, LinkEvents events) {
        this.links = links;
        this.around = around;
        this.events = events;
    }

    /// What it dials with.
    public Links links() {
        return links;
    }

    /// Its clocks.
    public Surroundings around() {
        return around;
    }

    /// From now on set-up packets are answered by `newAcceptor`; before, they are refused.
    public void accept(CircuitAcceptor newAcceptor) {
        acceptor = newAcceptor;
    }

    /// A link to a peer: the one that is open, or a new one to the first endpoint that answers. A
    /// peer that was down a moment ago is not asked again at once.
    ///
    /// Resolves names, so not to be called on an event loop.
    ///
    /// @return fails with a [BlueBlocksException]
    public CompletionStage<Link> dial(PeerId peer, List<Endpoint> endpoints) {
        if (closed) {
            return CompletableFuture.failedFuture(unreachable(ErrorCode.ROUTE_UNAVAILABLE));
        }
        CompletableFuture<Link> fresh = new CompletableFuture<>();
        CompletableFuture<Link> known =
                dialled.compute(peer, (_, old) -> usable(old) ? old : fresh);
        if (known.equals(fresh)) {
            fresh.whenComplete((_, failure) -> {
                if (failure != null) {
                    dialled.remove(peer, fresh);
                }
            });
            attempt(peer, endpoints, fresh);
        }
        return known.minimalCompletionStage();
    }

    private void attempt(PeerId peer, List<Endpoint> endpoints, CompletableFuture<Link> fresh) {
        Breaker breaker = breakers.computeIfAbsent(peer, _ -> new Breaker());
        if (breaker.admits(around.nanos())) {
            fresh.whenComplete((_, failure) -> {
                if (failure == null) {
                    breakers.remove(peer, breaker);
                } else {
                    breaker.failed(around.nanos(), around.random());
                }
            });
            List<LinkTarget> targets = targets(peer, endpoints);
            tryNext(targets, 0, fresh, unreachable(ErrorCode.ROUTE_UNAVAILABLE));
        } else {
            fresh.completeExceptionally(unreachable(ErrorCode.ROUTE_UNAVAILABLE));
        }
    }

    private static boolean usable(@Nullable CompletableFuture<Link> known) {
        if (known == null || known.isCompletedExceptionally()) {
            return false;
        }
        return !known.isDone() || known.join().isOpen();
    }

    private List<LinkTarget> targets(PeerId peer, List<Endpoint> endpoints) {
        String first = links.preferWebSocket() ? Endpoint.WSS : Endpoint.BB_LINK;
        return endpoints.stream()
                .filter(each -> !each.protocol().equals(Endpoint.QUIC))
                .sorted(
                        Comparator.<Endpoint, Boolean>comparing(
                                        each -> !each.protocol().equals(first))
                                .thenComparing(Endpoint::priority))
                .map(each ->
                        new LinkTarget(
                                peer,
                                new InetSocketAddress(each.host(), each.port()),
                                "",
                                each.protocol().equals(Endpoint.WSS),
                                links.trust()))
                .toList();
    }

    private void tryNext(
            List<LinkTarget> targets, int next, CompletableFuture<Link> result, Throwable last) {
        if (next == targets.size()) {
            result.completeExceptionally(last);
            return;
        }
        LinkTarget target = targets.get(next);
        if (target.address().isUnresolved()) {
            tryNext(targets, next + 1, result, unreachable(ErrorCode.ROUTE_UNAVAILABLE));
            return;
        }
        links.transport()
                .dial(target, links.identity(), this)
                .whenComplete((link, failure) -> {
                    if (failure == null) {
                        result.complete(link);
                    } else {
                        tryNext(targets, next + 1, result, unreachable(codeOf(failure)));
                    }
                });
    }

    private static ErrorCode codeOf(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof LinkException refused
                ? refused.code()
                : ErrorCode.ROUTE_UNAVAILABLE;
    }

    private static BlueBlocksException unreachable(ErrorCode code) {
        return new BlueBlocksException(
                code,
                "The first relay, or the receiver itself, could not be reached.",
                "Check the network and try again.");
    }

    /// Begins a circuit: sends a set-up packet under a fresh id.
    ///
    /// @param packet 12 288 bytes
    public CompletionStage<Circuit> begin(Link link, byte[] packet) {
        CircuitId id = CircuitId.random(around.random());
        CompletableFuture<Circuit> begun = new CompletableFuture<>();
        link.loop()
                .execute(() -> {
                    if (link.attachment() instanceof LinkCircuits circuits && link.isOpen()) {
                        Circuit circuit = circuits.add(id);
                        circuit.sendPacket(packet);
                        begun.complete(circuit);
                    } else {
                        begun.completeExceptionally(unreachable(ErrorCode.ROUTE_UNAVAILABLE));
                    }
                });
        return begun.minimalCompletionStage();
    }

    @Override
    public void onOpen(Link link) {
        link.attach(new LinkCircuits(link, around));
        events.onOpen(link);
    }

    @Override
    public void onFrame(Link link, InboundFrame frame) {
        if (link.attachment() instanceof LinkCircuits circuits) {
            circuits.onFrame(frame, acceptor);
        }
    }

    /// Whether the relay at its other end said that it goes away. Asked on any thread.
    public static boolean isLeaving(Link link) {
        return link.attachment() instanceof LinkCircuits circuits && circuits.leaving();
    }

    @Override
    public void onControl(Link link, JsonObject message) {
        if (GoAway.fromJson(message) instanceof Decoded.Ok<GoAway>
                && link.attachment() instanceof LinkCircuits circuits) {
            circuits.leave();
        }
        events.onControl(link, message);
    }

    @Override
    public void onClosed(Link link, LinkClosed why) {
        if (link.attachment() instanceof LinkCircuits circuits) {
            circuits.lost();
        }
        dialled.computeIfPresent(
                link.peer(),
                (_, known) ->
                        known.isDone()
                                        && !known.isCompletedExceptionally()
                                        && known.join().equals(link)
                                ? null
                                : known);
        events.onClosed(link, why);
    }

    /// Closes every link that was dialled here.
    @Override
    public void close() {
        closed = true;
        dialled.values().forEach(each -> each.thenAccept(Link::close));
    }
}
