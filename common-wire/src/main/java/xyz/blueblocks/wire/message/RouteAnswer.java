package xyz.blueblocks.wire.message;

import java.util.List;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;

/// Answer 200 of `POST /routes/request`.
///
/// @param routeId names the route between source and planner; never on a link
/// @param path relays in order, at most 5
/// @param keyRecord the destination's [KeyRecord] as signed
/// @param sealedCapability `session_key_encrypted`: the sealed [RouteCapability] as base64url of
///   enc ‖ ciphertext; never key material for data
/// @param ttlSeconds time in which the route must be set up
public record RouteAnswer(
        String routeId,
        List<Hop> path,
        JsonObject keyRecord,
        String sealedCapability,
        long ttlSeconds) {
    private static final int MAX_SEALED = 8192;
    private static final long MAX_TTL = 3600;

    /// Copies the list and checks the ranges.
    public RouteAnswer {
        path = List.copyOf(path);
        Check.id("route_id", routeId);
        Check.most("path", path, Limits.MAX_HOPS);
        Check.line("session_key_encrypted", sealedCapability, MAX_SEALED);
        Check.range("ttl_seconds", ttlSeconds, 1, MAX_TTL);
    }

    /// Reads the form; nested records must have theirs, and are not verified.
    public static Decoded<RouteAnswer> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.nested("key_record", KeyRecord::fromJson);
                    return new RouteAnswer(
                            m.text("route_id"),
                            m.list("path", 0, Limits.MAX_HOPS, Hop::fromJson),
                            m.object("key_record"),
                            m.text("session_key_encrypted", MAX_SEALED),
                            m.integer("ttl_seconds", 1, MAX_TTL));
                });
    }

    /// The form.
    public JsonObject toJson() {
        return Json.object()
                .put("route_id", routeId)
                .put("path", path.stream().map(Hop::toJson).toList())
                .put("key_record", keyRecord)
                .put("session_key_encrypted", sealedCapability)
                .put("ttl_seconds", ttlSeconds)
                .build();
    }
}
