package xyz.blueblocks.discovery.core;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Announcement;

/// What operators tell every peer, shared by all replicas (row A14).
///
/// A stage fails with [StoreUnavailable] when the store cannot be asked.
public interface Announcements {
    /// Keeps an announcement as signed; one with a known id is left as it is.
    CompletionStage<Boolean> publish(JsonObject signed, Announcement announcement);

    /// Those in force at `now`, newest first, at most `limit`, as signed.
    CompletionStage<List<JsonObject>> inForce(Instant now, int limit);

    /// Reads an announcement that one of the network's admin keys must have signed.
    static Decoded<Signed> read(byte[] body, List<Ed25519PublicKey> admins, Instant now) {
        Decoded<Signed> last = SignedRequest.unverified();
        for (Ed25519PublicKey admin : admins) {
            last =
                    SignedRequest.read(
                            body,
                            Announcement.LABEL,
                            admin,
                            json -> Announcement.fromJson(json).map(a -> new Signed(json, a)));
            if (last instanceof Decoded.Ok<Signed>(Signed good)) {
                return good.announcement().expires().isAfter(now)
                        ? last
                        : Decoded.malformed("expires: in the past", -1);
            }
        }
        return last;
    }

    /// An announcement beside the object that carries its signature.
    ///
    /// @param json as signed
    /// @param announcement what it says
    record Signed(JsonObject json, Announcement announcement) {}
}
