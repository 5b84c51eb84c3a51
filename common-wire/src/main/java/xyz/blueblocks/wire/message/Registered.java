package xyz.blueblocks.wire.message;

import java.util.List;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;

/// Answer 201 of `POST /peers/register`; member `status` is `registered`.
///
/// @param peerId who was registered
/// @param token session token, for requests and links
/// @param ttlSeconds life of the token
/// @param bootstrapPeers relays to begin with, at most 32, never the one who asked
public record Registered(PeerId peerId, String token, long ttlSeconds, List<Peer> bootstrapPeers) {
    private static final int MAX_BOOTSTRAP = 32;
    private static final long MAX_TTL = 86_400;

    /// Copies the list and checks the ranges.
    public Registered {
        bootstrapPeers = List.copyOf(bootstrapPeers);
        Check.line("token", token, Limits.MAX_TOKEN_BYTES);
        Check.range("ttl", ttlSeconds, 1, MAX_TTL);
        Check.most("bootstrap_peers", bootstrapPeers, MAX_BOOTSTRAP);
    }

    /// Reads the form.
    public static Decoded<Registered> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("status", "registered");
                    return new Registered(
                            m.peerId("peer_id"),
                            m.text("token", Limits.MAX_TOKEN_BYTES),
                            m.integer("ttl", 1, MAX_TTL),
                            m.list("bootstrap_peers", 0, MAX_BOOTSTRAP, Peer::fromJson));
                });
    }

    /// The form.
    public JsonObject toJson() {
        return Json.object()
                .put("status", "registered")
                .put("peer_id", peerId.toString())
                .put("token", token)
                .put("ttl", ttlSeconds)
                .put("bootstrap_peers", bootstrapPeers.stream().map(Peer::toJson).toList())
                .build();
    }

    /// Without the token.
    @Override
    public String toString() {
        return "Registered[" + peerId + ", ttl=" + ttlSeconds + "]";
    }
}
