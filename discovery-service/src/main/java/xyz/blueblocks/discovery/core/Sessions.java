package xyz.blueblocks.discovery.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.token.SessionToken;

/// Issues session tokens: signed by the key that all replicas share, so that any of them, every
/// relay and audit-service can check them alone.
public final class Sessions {
    private static final int ID_BYTES = 16;

    /// Life of a session that was opened without the store.
    public static final Duration PROVISIONAL = Duration.ofMinutes(2);

    // Half of its life: a peer that beats every 30 s has dozens of chances to get the next one.
    private static final Duration RENEW_BEFORE_END = Limits.SESSION_TTL.dividedBy(2);

    private final Ed25519PrivateKey key;
    private final String issuer;
    private final RandomGenerator random;

    /// Takes the key over.
    public Sessions(Ed25519PrivateKey key, String issuer, RandomGenerator random) {
        this.key = key;
        this.issuer = issuer;
        this.random = random;
    }

    /// A token of the usual life for a peer.
    public String open(PeerRecord peer, Instant now) {
        return token(peer, now, Limits.SESSION_TTL);
    }

    /// A token of [#PROVISIONAL] life, for a peer whose registration could not be stored: so short
    /// that it registers again soon.
    public String openProvisional(PeerRecord peer, Instant now) {
        return token(peer, now, PROVISIONAL);
    }

    private String token(PeerRecord peer, Instant now, Duration life) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        Instant issued = Instant.ofEpochSecond(now.getEpochSecond());
        return new SessionToken(
                        issuer,
                        peer.id(),
                        peer.attested().stream().sorted().toList(),
                        issued,
                        issued.plus(life),
                        Text.hex(id))
                .sign(key);
    }

    /// The next token, when the one in use nears its end. A provisional one has no next: its peer
    /// must register.
    public Optional<String> renewed(SessionToken used, PeerRecord peer, Instant now) {
        Duration life = Duration.between(used.issuedAt(), used.expires());
        return life.compareTo(PROVISIONAL) > 0
                        && now.isAfter(used.expires().minus(RENEW_BEFORE_END))
                ? Optional.of(open(peer, now))
                : Optional.empty();
    }
}
