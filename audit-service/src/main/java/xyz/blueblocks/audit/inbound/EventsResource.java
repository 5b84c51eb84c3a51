package xyz.blueblocks.audit.inbound;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import xyz.blueblocks.audit.core.EventDoor;
import xyz.blueblocks.audit.core.EventTopic;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.servicekit.audit.Decision;
import xyz.blueblocks.servicekit.auth.AuthenticatedPeer;
import xyz.blueblocks.servicekit.auth.PeerOnly;
import xyz.blueblocks.servicekit.error.Refused;
import xyz.blueblocks.servicekit.limit.ReplayGuard;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.TimeWindow;
import xyz.blueblocks.wire.event.AuditEvents;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;

/// Events of peers, who never reach Kafka: answered once all of them are on the topic.
@Path("/api/v1/audit/events")
@PeerOnly
@RunOnVirtualThread
public class EventsResource {
    private final EventDoor door;
    private final EventTopic topic;
    private final ReplayGuard replays;
    private final InstantSource clock;

    /// Made by CDI.
    @Inject
    public EventsResource(
            EventDoor door, EventTopic topic, ReplayGuard replays, InstantSource clock) {
        this.door = door;
        this.topic = topic;
        this.replays = replays;
        this.clock = clock;
    }

    /// Takes a signed batch of the caller's own events, all or none.
    @POST
    @Decision("audit.submit")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response take(byte[] body, @Context RoutingContext request) {
        PeerId caller = AuthenticatedPeer.of(request).id();
        JsonObject json =
                Json.parse(body).toOptional().orElseThrow(() -> malformed("body: not JSON"));
        AuditEvents events =
                switch (AuditEvents.fromJson(json)) {
                    case Decoded.Ok<AuditEvents>(var value) -> value;
                    case Decoded.Malformed<AuditEvents> bad -> throw malformed(bad.why());
                };
        authenticate(caller, json, events);
        switch (door.take(caller, events.events())) {
            case EventDoor.Taken.Bad(var index, var reason, var detail) ->
                    throw malformed("events[" + index + "]: " + reason + ": " + detail);
            case EventDoor.Taken.All(var marked) -> {
                if (!topic.publish(marked)) {
                    throw Refused.unavailable("events are not safe yet; send them again");
                }
            }
        }
        byte[] answer = Json.object().put("accepted", events.events().size()).build().canonical();
        return Response.accepted(answer).build();
    }

    private void authenticate(PeerId caller, JsonObject json, AuditEvents events) {
        if (!events.peerId().equals(caller)) {
            throw Refused.of(ErrorCode.ACCESS_DENIED, "peer_id: want the token's own");
        }
        if (!SignedJson.verify(json, AuditEvents.LABEL, caller.publicKey())) {
            throw Refused.of(ErrorCode.INVALID_SIGNATURE, "signature: does not verify");
        }
        if (!TimeWindow.holds(events.timestamp(), clock.instant())) {
            throw Refused.of(ErrorCode.REPLAY_DETECTED, "timestamp: too far from now");
        }
        switch (replays.remember(caller, events.nonce(), clock.instant())
                .toCompletableFuture()
                .join()) {
            case FRESH -> {}
            case REPLAYED -> throw Refused.of(ErrorCode.REPLAY_DETECTED, "nonce: used before");
            case FULL -> throw Refused.of(ErrorCode.RATE_LIMITED, "too many requests");
            case UNAVAILABLE -> throw Refused.unavailable("cannot tell whether this is a repeat");
        }
    }

    private static Refused malformed(String why) {
        return Refused.of(ErrorCode.INVALID_FORMAT, why);
    }
}
