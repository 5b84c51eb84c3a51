package xyz.blueblocks.sdk.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class BreakerTest {
    private static final long MILLI = 1_000_000;
    private static final long SEED = 23;

    private final Random random = new Random(SEED);
    private final Breaker breaker = new Breaker();

    private void failures(int count) {
        for (int i = 0; i < count; i++) {
            breaker.failed(0, random);
        }
    }

    @Test
    @DisplayName("C23: the breaker opens after three failures in a row, not before")
    void it_opens_after_three() {
        failures(2);
        assertThat(breaker.admits(0)).isTrue();
        failures(1);
        assertThat(breaker.admits(0)).isFalse();
        assertThat(breaker.admits(374 * MILLI)).isFalse();
    }

    @Test
    @DisplayName("C23: half-open, it lets one probe through; a failure opens it for longer")
    void it_lets_one_probe_through() {
        failures(3);
        assertThat(breaker.admits(500 * MILLI)).isTrue();
        assertThat(breaker.admits(500 * MILLI)).isFalse();
        breaker.failed(500 * MILLI, random);
        assertThat(breaker.admits(1_249 * MILLI)).isFalse();
        assertThat(breaker.admits(1_500 * MILLI)).isTrue();
    }

    @Test
    void its_pause_ends_at_two_seconds() {
        failures(20);
        assertThat(breaker.admits(1_499 * MILLI)).isFalse();
        assertThat(breaker.admits(2_000 * MILLI)).isTrue();
    }

    @Test
    @DisplayName("C23: a thousand breakers that opened together do not let go together")
    void a_herd_is_spread() {
        long[] opens = new long[1_000];
        for (int i = 0; i < opens.length; i++) {
            Breaker each = new Breaker();
            for (int n = 0; n < 8; n++) {
                each.failed(0, random);
            }
            long at = 1_400 * MILLI;
            while (!each.admits(at)) {
                at += MILLI;
            }
            opens[i] = at / (50 * MILLI);
        }
        long most =
                Arrays.stream(opens)
                        .map(slot -> Arrays.stream(opens).filter(other -> other == slot).count())
                        .max()
                        .orElseThrow();
        assertThat(most).isLessThan(200);
    }
}
