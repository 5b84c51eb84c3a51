package xyz.blueblocks.discovery.inbound;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.discovery.core.Cursor;
import xyz.blueblocks.discovery.core.Membership;
import xyz.blueblocks.discovery.core.Nonces;
import xyz.blueblocks.discovery.core.PeerLookup;
import xyz.blueblocks.discovery.core.PeerQuery;
import xyz.blueblocks.discovery.core.PeerRecord;
import xyz.blueblocks.discovery.core.PeerState;
import xyz.blueblocks.discovery.core.PeerStore;
import xyz.blueblocks.discovery.core.Sessions;
import xyz.blueblocks.servicekit.audit.Decision;
import xyz.blueblocks.servicekit.auth.AuthenticatedPeer;
import xyz.blueblocks.servicekit.auth.PeerOnly;
import xyz.blueblocks.servicekit.error.Refused;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.Deregister;
import xyz.blueblocks.wire.message.Heartbeat;
import xyz.blueblocks.wire.message.PeerList;
import xyz.blueblocks.wire.token.SessionToken;

/// Registered peers: they beat, leave, and look each other up.
@Path("/api/v1/peers")
@Produces(MediaType.APPLICATION_JSON)
@PeerOnly
public class PeersResource {
    private static final int DEFAULT_LIMIT = 20;

    private final Membership membership;
    private final PeerStore store;
    private final PeerLookup lookup;
    private final Nonces nonces;
    private final Sessions sessions;
    private final Bulletin bulletin;
    private final InstantSource clock;

    /// Made by CDI.
    @Inject
    public PeersResource(
            Membership membership,
            PeerStore store,
            PeerLookup lookup,
            Nonces nonces,
            Sessions sessions,
            Bulletin bulletin,
            InstantSource clock) {
        this.membership = membership;
        this.store = store;
        this.lookup = lookup;
        this.nonces = nonces;
        this.sessions = sessions;
        this.bulletin = bulletin;
        this.clock = clock;
    }

    /// Says that the caller is alive (rows A10, A11).
    @POST
    @Path("/{peer_id}/heartbeat")
    @Consumes(MediaType.APPLICATION_JSON)
    @Decision("peer.heartbeat")
    public Uni<Response> heartbeat(byte[] body, @Context RoutingContext request) {
        Instant now = clock.instant();
        AuthenticatedPeer caller = AuthenticatedPeer.of(request);
        Heartbeat said = Answers.granted(membership.heartbeat(body, caller.id(), now));
        PeerStore.Step step = membership.beat(said, now);
        return Answers.grantedStage(() -> nonces.use(caller.id(), said.nonce(), now))
                .chain(() ->
                        Answers.step(
                                () -> store.change(caller.id(), step),
                                () -> lookup.find(caller.id()),
                                step))
                .flatMap(done -> bulletin.answer(renewed(done, said, caller.session(), now)))
                .map(answer -> Answers.json(200, answer.toJson()));
    }

    /// Without the store a plain heartbeat is answered all the same: nobody counts silence then.
    private Optional<String> renewed(
            Answers.Stepped done, Heartbeat said, SessionToken used, Instant now) {
        if (!done.stored() && !Membership.isPlain(said)) {
            throw Answers.away();
        }
        return done.stored() ? sessions.renewed(used, done.peer(), now) : Optional.empty();
    }

    /// Ends the caller's registration (row A16).
    @DELETE
    @Path("/{peer_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Decision("peer.deregister")
    public Uni<Response> leave(byte[] body, @Context RoutingContext request) {
        Instant now = clock.instant();
        PeerId caller = AuthenticatedPeer.of(request).id();
        Deregister farewell = Answers.granted(membership.farewell(body, caller, now));
        return Answers.grantedStage(() -> nonces.use(caller, farewell.nonce(), now))
                .chain(() -> Answers.grantedStage(() -> store.change(caller, Membership.leave())))
                .map(peer ->
                        Answers.json(
                                200,
                                Json.object()
                                        .put("status", "deregistered")
                                        .put("peer_id", peer.id().toString())
                                        .build()));
    }

    /// Lists alive peers (rows A12, A13).
    @GET
    @Decision("peer.list")
    public Uni<Response> list(
            @QueryParam("capability") @Nullable String capability,
            @QueryParam("region") @Nullable String region,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context RoutingContext request) {
        PeerQuery query = query(capability, region, limit, cursor);
        return member(request)
                .chain(() -> Answers.stage(() -> lookup.page(query)))
                .map(page ->
                        new PeerList(
                                page.peers().stream().map(PeerRecord::shown).toList(),
                                page.total(),
                                query.from().page(),
                                page.next().map(Cursor::text)))
                .map(list -> Answers.json(200, list.toJson()));
    }

    /// Shows one alive peer.
    @GET
    @Path("/{peer_id}")
    @Decision("peer.read")
    public Uni<Response> read(@PathParam("peer_id") String id, @Context RoutingContext request) {
        PeerId wanted =
                PeerId.parse(id)
                        .orElseThrow(
                                () -> Refused.of(ErrorCode.INVALID_FORMAT, "peer_id: not one"));
        return member(request)
                .chain(() -> Answers.stage(() -> lookup.find(wanted)))
                .map(found ->
                        found.filter(p -> p.state() == PeerState.ALIVE)
                                .orElseThrow(
                                        () -> Refused.of(ErrorCode.PEER_NOT_FOUND, "no such peer")))
                .map(peer -> Answers.json(200, peer.shown().toJson()));
    }

    /// A peer that left keeps a token that looks good for an hour: it gets nothing here any more.
    private Uni<Void> member(RoutingContext request) {
        PeerId caller = AuthenticatedPeer.of(request).id();
        return Answers.stage(() -> lookup.find(caller))
                .map(found ->
                        found.filter(p -> p.state() != PeerState.GONE)
                                .orElseThrow(() ->
                                        Refused.of(
                                                ErrorCode.SESSION_EXPIRED,
                                                "not registered any more")))
                .replaceWithVoid();
    }

    private static PeerQuery query(
            @Nullable String capability,
            @Nullable String region,
            @Nullable String limit,
            @Nullable String cursor) {
        return new PeerQuery(
                Optional.ofNullable(capability)
                        .map(c -> Capability.parse(c).orElseThrow(() -> bad("capability"))),
                Optional.ofNullable(region),
                Optional.ofNullable(limit).map(PeersResource::limit).orElse(DEFAULT_LIMIT),
                Optional.ofNullable(cursor)
                        .map(c -> Cursor.parse(c).orElseThrow(() -> bad("cursor")))
                        .orElse(Cursor.START));
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= PeerQuery.MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw bad("limit (want 1..100)");
    }

    private static Refused bad(String name) {
        return Refused.of(ErrorCode.INVALID_FORMAT, name + ": bad value");
    }
}
