package xyz.blueblocks.relay.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.relay.core.ReplayMemory.Kind;

final class ReplayMemoryTest {
    private static final Instant START = Instant.ofEpochSecond(1_800_000_000L);

    @Test
    @DisplayName("C31, D11: what was used is known for ten minutes at least and twenty at most")
    void remembers_ten_minutes() {
        ReplayMemory memory = new ReplayMemory(1000, START);
        Instant used = START.plusSeconds(599);
        memory.remember(Kind.PACKET, 1, 2, used);
        assertThat(memory.seen(Kind.PACKET, 1, 2, used.plus(Duration.ofMinutes(10)))).isTrue();
        assertThat(memory.seen(Kind.PACKET, 1, 2, used.plus(Duration.ofMinutes(21)))).isFalse();
        assertThat(memory.entries()).isZero();
    }

    @Test
    @DisplayName("C31: a packet and a token with the same bytes are two things")
    void kinds_are_apart() {
        ReplayMemory memory = new ReplayMemory(1000, START);
        memory.remember(Kind.PACKET, 7, 8, START);
        assertThat(memory.seen(Kind.TOKEN, 7, 8, START)).isFalse();
        assertThat(memory.seen(Kind.PACKET, 8, 7, START)).isFalse();
    }

    @Test
    @DisplayName("C31, D11: the memory is bounded, and full it refuses instead of forgetting")
    void is_bounded() {
        ReplayMemory memory = new ReplayMemory(10_000, START);
        Random random = new Random(5);
        long[] ids = random.longs(20_000).toArray();
        int kept = 0;
        for (int i = 0; i < ids.length && memory.hasRoom(1, START); i += 2) {
            memory.remember(Kind.TOKEN, ids[i], ids[i + 1], START);
            kept++;
        }
        assertThat(kept).isEqualTo(10_000);
        for (int i = 0; i < ids.length; i += 2) {
            assertThat(memory.seen(Kind.TOKEN, ids[i], ids[i + 1], START)).isTrue();
        }
        assertThat(memory.hasRoom(1, START)).isFalse();
        assertThat(memory.hasRoom(1, START.plus(Duration.ofMinutes(10)))).isTrue();
    }
}
