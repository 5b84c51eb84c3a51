package xyz.blueblocks.wire.message;

import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;

/// One relay of a route.
///
/// @param peerId the relay
/// @param endpoint the address the planner suggests; one of the descriptor's
/// @param publicKey the key that the peer id is made of
/// @param descriptor its [RelayDescriptor] as signed; what counts, once verified
public record Hop(
        PeerId peerId, String endpoint, Ed25519PublicKey publicKey, JsonObject descriptor) {
    /// Checks the id.
    public Hop {
        Check.that(PeerId.of(publicKey).equals(peerId), "peer_id: want the id of public_key");
        Check.line("endpoint", endpoint, Members.MAX_TEXT);
    }

    /// Reads one element of `path`; the descriptor must have its form, and is not verified.
    public static Decoded<Hop> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.nested("descriptor", RelayDescriptor::fromJson);
                    return new Hop(
                            m.peerId("peer_id"),
                            m.text("endpoint"),
                            m.signingKey("public_key"),
                            m.object("descriptor"));
                });
    }

    /// The form in `path`.
    public JsonObject toJson() {
        return Json.object()
                .put("peer_id", peerId.toString())
                .put("endpoint", endpoint)
                .put("public_key", publicKey.text())
                .put("descriptor", descriptor)
                .build();
    }
}
