package xyz.blueblocks.discovery.inbound;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.discovery.core.PeerLookup;
import xyz.blueblocks.discovery.core.PeerRecord;
import xyz.blueblocks.discovery.core.PeerState;
import xyz.blueblocks.discovery.core.Planner;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.RouteRequest;

/// Asks the planners for a route, and asks again where they have not heard yet of a peer that has
/// just registered here: they learn of it by Kafka, a moment after the peer itself was answered.
/// Without this a peer's first request after its registration would be `E001` now and then.
@Singleton
class RouteDesk {
    /// A registration is on the topic within a second, and read as soon as it is there; on a
    /// machine or with a broker that is busy it may take far longer.
    private static final Duration NEWS_TRAVEL = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int TRIES = 20;

    private final Planner planner;
    private final PeerLookup lookup;
    private final InstantSource clock;

    @Inject
    RouteDesk(Planner planner, PeerLookup lookup, InstantSource clock) {
        this.planner = planner;
        this.lookup = lookup;
        this.clock = clock;
    }

    /// The planners' answer to a request, which goes on byte for byte.
    ///
    /// @param body as the client sent it
    /// @param asked what it says
    Uni<Planner.Answer> ask(byte[] body, RouteRequest asked) {
        return ask(body, asked, 1);
    }

    private Uni<Planner.Answer> ask(byte[] body, RouteRequest asked, int tries) {
        return Uni.createFrom()
                .completionStage(() -> planner.route(body))
                .chain(answer ->
                        answer.status() == ErrorCode.PEER_NOT_FOUND.httpStatus() && tries < TRIES
                                ? mayBeNews(asked)
                                        .chain(news ->
                                                news
                                                        ? later(body, asked, tries + 1)
                                                        : Uni.createFrom().item(answer))
                                : Uni.createFrom().item(answer));
    }

    private Uni<Planner.Answer> later(byte[] body, RouteRequest asked, int tries) {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(PAUSE)
                .chain(() -> ask(body, asked, tries));
    }

    /// Whether both ends are known here, and one of them was heard of only now.
    private Uni<Boolean> mayBeNews(RouteRequest asked) {
        return Uni.combine()
                .all()
                .unis(known(asked.source()), known(asked.destination()))
                .with((source, destination) ->
                        source.isPresent()
                                && destination.isPresent()
                                && (isNew(source.get()) || isNew(destination.get())))
                .onFailure()
                .recoverWithItem(false);
    }

    private Uni<Optional<PeerRecord>> known(PeerId peer) {
        return Uni.createFrom()
                .completionStage(() -> lookup.find(peer))
                .map(found -> found.filter(each -> each.state() != PeerState.GONE));
    }

    private boolean isNew(PeerRecord peer) {
        Instant since = clock.instant().minus(NEWS_TRAVEL);
        return peer.lastSeen().isAfter(since);
    }
}
