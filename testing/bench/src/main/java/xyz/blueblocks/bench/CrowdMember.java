package xyz.blueblocks.bench;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.link.LinkIdentity;
import xyz.blueblocks.link.TokenCheck;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Attach;

/// One registered receiver.
///
/// @param key its identity
/// @param token session token that discovery gave it
record CrowdMember(PeerId id, Ed25519PrivateKey key, String token) {
    private static final Duration LIFE = Duration.ofMinutes(50);
    private static final SecureRandom RANDOM = new SecureRandom();

    LinkIdentity identity() {
        return new LinkIdentity(id, key, () -> token, TokenCheck.none(), true);
    }

    /// That it can be reached at `relay`, signed.
    JsonObject attach(PeerId relay, Instant now) {
        Instant whole = Instant.ofEpochSecond(now.getEpochSecond());
        Attach attach = new Attach(id, relay, whole, whole.plus(LIFE), nonce());
        return SignedJson.sign(attach.toJson(), Attach.LABEL, key);
    }

    static String nonce() {
        byte[] bytes = new byte[Limits.MESSAGE_NONCE_BYTES];
        RANDOM.nextBytes(bytes);
        return Text.hex(bytes);
    }

    /// Without the token.
    @Override
    public String toString() {
        return "CrowdMember[" + id + "]";
    }
}
