package xyz.blueblocks.wire.message;

import java.time.Instant;
import java.util.Locale;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;

/// A key to which layers of set-up packets are sealed.
///
/// Its JSON form also has `key_id` (hexadecimal, first 8 bytes of SHA-256 of the key) and `kem`
/// (`xwing` or `x25519`), which must agree with the key.
///
/// @param key public half
/// @param notBefore senders use it from then on
/// @param expires senders use it until then; the relay accepts it a day longer
public record OnionKey(HpkePublicKey key, Instant notBefore, Instant expires) {
    /// Checks the life.
    public OnionKey {
        Check.that(expires.isAfter(notBefore), "expires: want after not_before");
    }

    /// Reads one element of `onion_keys`.
    public static Decoded<OnionKey> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    HpkePublicKey key = m.parsed("key", HpkePublicKey::parse);
                    m.constant("kem", kem(key));
                    m.constant("key_id", Text.hex(key.keyId()));
                    return new OnionKey(
                            key, m.epochSeconds("not_before"), m.epochSeconds("expires"));
                });
    }

    /// The form in a descriptor.
    public JsonObject toJson() {
        return Json.object()
                .put("key_id", Text.hex(key.keyId()))
                .put("kem", kem(key))
                .put("key", key.text())
                .putEpochSeconds("not_before", notBefore)
                .putEpochSeconds("expires", expires)
                .build();
    }

    /// Whether a sender may seal to it at `now`.
    public boolean usable(Instant now) {
        return !now.isBefore(notBefore) && now.isBefore(expires);
    }

    private static String kem(HpkePublicKey key) {
        return key.kem().name().toLowerCase(Locale.ROOT);
    }
}
