package xyz.blueblocks.planner.inbound;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.planner.core.Planned;
import xyz.blueblocks.planner.core.Planner;
import xyz.blueblocks.servicekit.error.Refused;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.TimeWindow;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.RouteRequest;

/// Route requests as clients signed them; discovery passes them on byte for byte.
///
/// The client's own signature is verified here too, so whoever else reaches this port gains
/// nothing: without the source's key there is no route, and the route is sealed to the source
/// anyway.
@Path("/api/v1/routes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class RoutesResource {
    private static final String OUTCOMES = "blueblocks.planner.requests";

    private final Planner planner;
    private final ViewReader view;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    RoutesResource(Planner planner, ViewReader view, InstantSource clock, MeterRegistry metrics) {
        this.planner = planner;
        this.view = view;
        this.clock = clock;
        this.metrics = metrics;
    }

    /// 200 with a route answer, or the ERROR form: `E001` unknown peer, `E002` too few relays asked
    /// for, `E005` signature or time, `E007` no path, `E008` this replica has not read the topics
    /// yet (who asks shall ask another), `E010` form, `E011` too large.
    @POST
    @NonBlocking
    public String request(byte[] body) {
        if (!view.isCaughtUp()) {
            // It listens before it knows anybody; saying E001 now would be a lie.
            throw refused(ErrorCode.TIMEOUT, "This planner has just begun; ask another.");
        }
        Instant now = clock.instant();
        RouteRequest request = good(RouteRequest.fromJson(signed(body)));
        if (!TimeWindow.holds(request.timestamp(), now)) {
            throw refused(
                    ErrorCode.INVALID_SIGNATURE,
                    "timestamp: more than 120 s off; check this machine's clock");
        }
        return switch (planner.plan(request, now)) {
            case Planned.Refused(ErrorCode code, String message) -> throw refused(code, message);
            case Planned.Route(var answer) -> {
                count("routed");
                yield answer.toJson().text();
            }
        };
    }

    /// The body as its source signed it. Signature before form, as at discovery's door: what cannot
    /// be verified, be it no JSON at all, has one answer.
    private JsonObject signed(byte[] body) {
        return Json.parse(body)
                .toOptional()
                .filter(json ->
                        json.text("source_peer_id")
                                .flatMap(PeerId::parse)
                                .filter(source ->
                                        SignedJson.verify(
                                                json, RouteRequest.LABEL, source.publicKey()))
                                .isPresent())
                .orElseThrow(() ->
                        refused(
                                ErrorCode.INVALID_SIGNATURE,
                                "The request is not signed by its source."));
    }

    private <T> T good(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Ok<T>(T value) -> value;
            case Decoded.Malformed<T>(ErrorCode code, String why, int _) ->
                    throw refused(code, why);
        };
    }

    private Refused refused(ErrorCode code, String message) {
        count(code.code());
        return Refused.of(code, message);
    }

    private void count(String outcome) {
        metrics.counter(OUTCOMES, "outcome", outcome).increment();
    }
}
