package xyz.blueblocks.link;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;

/// A peer with a key and session tokens that the test's listeners know.
final class TestPeer {
    /// Every token that was issued in this JVM, and what it says.
    private static final Map<String, TokenSubject> ISSUED = new ConcurrentHashMap<>();

    final Ed25519PrivateKey key = Ed25519PrivateKey.generate();
    final PeerId id = PeerId.of(key.publicKey());
    volatile String token = issue(id, Duration.ofHours(1));

    static String issue(PeerId subject, Duration life) {
        String token = "token-" + ISSUED.size() + "-" + subject;
        ISSUED.put(token, new TokenSubject(subject, Instant.now().plus(life)));
        return token;
    }

    static Optional<TokenSubject> check(String token) {
        return Optional.ofNullable(ISSUED.get(token));
    }

    LinkIdentity identity(boolean linkMac) {
        return new LinkIdentity(id, key, () -> token, TestPeer::check, linkMac);
    }
}
