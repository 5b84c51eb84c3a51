package xyz.blueblocks.relay.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.wire.frame.CircuitId;

final class CircuitIndexTest {
    private static final long SEED = 77;

    @Test
    @DisplayName("an index holds what a map would, through any order of adding and removing")
    void behaves_like_a_map() {
        Random random = new Random(SEED);
        CircuitIndex<String> index = new CircuitIndex<>(random.nextLong());
        Map<CircuitId, String> expected = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            // Few different ids, so that removing and adding meet often.
            CircuitId id = new CircuitId(random.nextInt(40), random.nextInt(40) + 1);
            if (random.nextBoolean()) {
                index.put(id, "v" + i);
                expected.put(id, "v" + i);
            } else {
                index.remove(id);
                expected.remove(id);
            }
            CircuitId look = new CircuitId(random.nextInt(40), random.nextInt(40) + 1);
            assertThat(index.get(look.high(), look.low()))
                    .as("seed %d, step %d", SEED, i)
                    .isEqualTo(expected.get(look));
        }
        assertThat(index.size()).isEqualTo(expected.size());
        assertThat(index.all()).containsExactlyInAnyOrderElementsOf(expected.values());
    }
}
