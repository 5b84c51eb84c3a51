package xyz.blueblocks.servicekit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static xyz.blueblocks.servicekit.limit.ReplayGuard.Verdict.FRESH;
import static xyz.blueblocks.servicekit.limit.ReplayGuard.Verdict.FULL;
import static xyz.blueblocks.servicekit.limit.ReplayGuard.Verdict.REPLAYED;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;

final class ReplayMemoryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final PeerId peer = PeerId.of(Ed25519PrivateKey.generate().publicKey());
    private final PeerId other = PeerId.of(Ed25519PrivateKey.generate().publicKey());

    @Test
    @DisplayName("X21: a nonce works once for a peer, and is another nonce for another peer")
    void knows_a_nonce_again() {
        var memory = new ReplayMemory(10, 100);
        assertThat(memory.rememberNow(peer, "n", NOW)).isEqualTo(FRESH);

        assertThat(memory.rememberNow(peer, "n", NOW.plusSeconds(1))).isEqualTo(REPLAYED);
        assertThat(memory.rememberNow(other, "n", NOW.plusSeconds(1))).isEqualTo(FRESH);
    }

    @Test
    @DisplayName("X21: a nonce is remembered for twice the window, whenever it came")
    void remembers_for_at_least_twice_the_window() {
        for (int offset = 0; offset <= 480; offset += 17) {
            var memory = new ReplayMemory(10, 100);
            memory.rememberNow(other, "start", NOW);
            memory.rememberNow(peer, "n", NOW.plusSeconds(offset));

            assertThat(memory.rememberNow(peer, "n", NOW.plusSeconds(offset + 240)))
                    .as("offset %d", offset)
                    .isEqualTo(REPLAYED);
        }
    }

    @Test
    void forgets_in_the_end() {
        var memory = new ReplayMemory(10, 100);
        memory.rememberNow(peer, "n", NOW);

        assertThat(memory.rememberNow(peer, "n", NOW.plusSeconds(481))).isEqualTo(FRESH);
    }

    @Test
    @DisplayName("X21: a peer that floods fills its own quota and nobody else's")
    void bounds_each_peer() {
        var memory = new ReplayMemory(3, 100);
        for (int i = 0; i < 3; i++) {
            assertThat(memory.rememberNow(peer, "n" + i, NOW)).isEqualTo(FRESH);
        }

        assertThat(memory.rememberNow(peer, "n3", NOW)).isEqualTo(FULL);
        assertThat(memory.rememberNow(other, "n3", NOW)).isEqualTo(FRESH);
    }

    @Test
    void bounds_all_together() {
        var memory = new ReplayMemory(2, 3);
        memory.rememberNow(peer, "a", NOW);
        memory.rememberNow(peer, "b", NOW);
        memory.rememberNow(other, "a", NOW);

        assertThat(memory.rememberNow(other, "b", NOW)).isEqualTo(FULL);
    }
}
