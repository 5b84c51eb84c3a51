package xyz.blueblocks.discovery.inbound;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.discovery.config.NetworkKeys;
import xyz.blueblocks.discovery.core.Announcements;
import xyz.blueblocks.discovery.core.Membership;
import xyz.blueblocks.discovery.core.Nonces;
import xyz.blueblocks.servicekit.audit.Decided;
import xyz.blueblocks.servicekit.audit.Decision;
import xyz.blueblocks.servicekit.auth.AuthenticatedPeer;
import xyz.blueblocks.servicekit.auth.PeerOnly;
import xyz.blueblocks.servicekit.error.Refused;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.message.LimitsAnswer;
import xyz.blueblocks.wire.message.Priority;
import xyz.blueblocks.wire.message.RouteRequest;

/// The network as a whole: its keys and limits, its relays, routes over them, its operators' word.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public class NetworkResource {
    private static final String KEEP = "public, max-age=60";

    private final NetworkKeys keys;
    private final Bulletin bulletin;
    private final Announcements announcements;
    private final Nonces nonces;
    private final RouteDesk routes;
    private final InstantSource clock;

    /// Made by CDI.
    @Inject
    public NetworkResource(
            NetworkKeys keys,
            Bulletin bulletin,
            Announcements announcements,
            Nonces nonces,
            RouteDesk routes,
            InstantSource clock) {
        this.keys = keys;
        this.bulletin = bulletin;
        this.announcements = announcements;
        this.nonces = nonces;
        this.routes = routes;
        this.clock = clock;
    }

    /// Keys that session and admission tokens count under.
    @GET
    @Path("/jwks.json")
    public Response keys() {
        return Response.fromResponse(Answers.json(200, keys.keys().toJson()))
                .header(HttpHeaders.CACHE_CONTROL, KEEP)
                .build();
    }

    /// The numbers that all programs of the network agree on (row N26).
    @GET
    @Path("/limits")
    public Response limits() {
        return Response.fromResponse(Answers.json(200, LimitsAnswer.toJson()))
                .header(HttpHeaders.CACHE_CONTROL, KEEP)
                .build();
    }

    /// Relays' descriptors, as they signed them.
    @GET
    @Path("/relays")
    @PeerOnly
    @Decision("relay.list")
    public Uni<Response> relays() {
        return bulletin.relays().map(directory -> Answers.json(200, directory.toJson()));
    }

    /// Asks the planners for a route (rows B01 to B03). The request goes on byte for byte: the
    /// planner verifies the same signature.
    @POST
    @Path("/routes/request")
    @Consumes(MediaType.APPLICATION_JSON)
    @PeerOnly
    @Decision("route.request")
    public Uni<Response> route(byte[] body, @Context RoutingContext request) {
        Instant now = clock.instant();
        PeerId caller = AuthenticatedPeer.of(request).id();
        RouteRequest asked = Answers.granted(Membership.route(body, caller, now));
        if (asked.priority() == Priority.EMERGENCY) {
            Decided.because(request, "priority emergency");
        }
        return Answers.grantedStage(() -> nonces.use(caller, asked.nonce(), now))
                .chain(() -> routes.ask(body, asked))
                .onFailure(failure -> !(failure instanceof Refused))
                .transform(_ -> unreachable())
                .map(answer -> Answers.json(answer.status(), answer.body()));
    }

    /// Publishes an announcement that the network's admin signed.
    @POST
    @Path("/announcements")
    @Consumes(MediaType.APPLICATION_JSON)
    @Decision("network.announce")
    public Uni<Response> announce(byte[] body) {
        Announcements.Signed signed =
                Answers.granted(Announcements.read(body, keys.admins(), clock.instant()));
        return Answers.stage(() -> announcements.publish(signed.json(), signed.announcement()))
                .map(fresh ->
                        Answers.json(
                                fresh ? 201 : 200,
                                Json.object()
                                        .put("status", "announced")
                                        .put("id", signed.announcement().id())
                                        .build()));
    }

    private static Refused unreachable() {
        return Refused.of(ErrorCode.ROUTE_UNAVAILABLE, "no route planner answers; try again")
                .retryAfter(Duration.ofSeconds(1));
    }
}
