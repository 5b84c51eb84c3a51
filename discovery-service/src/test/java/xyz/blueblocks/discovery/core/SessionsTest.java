package xyz.blueblocks.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.servicekit.testing.TestPeer;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.event.PeerEvent;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.token.JwkSet;
import xyz.blueblocks.wire.token.SessionToken;

final class SessionsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Ed25519PrivateKey key = Ed25519PrivateKey.generate();
    private final Sessions sessions = new Sessions(key, "test", new Random(1));
    private final PeerRecord peer =
            new PeerRecord(
                    TestPeer.named("member").id(),
                    PeerState.ALIVE,
                    HpkePrivateKey.generate(HpkeKem.X25519).publicKey(),
                    Set.of(Capability.PROVIDER, Capability.PATIENT),
                    Set.of(Capability.PROVIDER),
                    List.of(),
                    "1",
                    "local",
                    Optional.empty(),
                    Optional.empty(),
                    -1,
                    Optional.empty(),
                    PeerEvent.Load.NONE,
                    NOW,
                    1);

    @Test
    void a_usual_session_is_renewed_once_half_of_its_life_is_over() {
        SessionToken token = read(sessions.open(peer, NOW));

        assertThat(token.expires()).isEqualTo(NOW.plus(Limits.SESSION_TTL));
        Duration half = Limits.SESSION_TTL.dividedBy(2);
        assertThat(sessions.renewed(token, peer, NOW.plus(half))).isEmpty();
        assertThat(sessions.renewed(token, peer, NOW.plus(half).plusSeconds(1))).isPresent();
    }

    @Test
    void a_provisional_session_is_short_attests_no_more_and_is_never_renewed() {
        SessionToken token = read(sessions.openProvisional(peer, NOW));

        assertThat(token.expires()).isEqualTo(NOW.plusSeconds(120));
        assertThat(token.attested()).containsExactly(Capability.PROVIDER);
        assertThat(sessions.renewed(token, peer, NOW.plusSeconds(119))).isEmpty();
    }

    private SessionToken read(String text) {
        JwkSet keys = new JwkSet(List.of(new JwkSet.Key(key.publicKey(), JwkSet.Use.SESSION)));
        return SessionToken.verify(text, keys, SessionToken.DISCOVERY, NOW).orElseThrow();
    }
}
