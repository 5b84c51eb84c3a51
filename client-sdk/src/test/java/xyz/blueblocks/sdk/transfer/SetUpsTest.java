package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SetUpsTest {
    private static final int HERD = 10_000;
    private static final long SEED = 23;

    @Test
    @DisplayName(
            "C23: ten thousand transfers whose relay died come back spread over half of the pause,"
                    + " which doubles from a quarter of a second to eight")
    void a_herd_comes_back_spread() {
        Random random = new Random(SEED);
        for (int tries = 0; tries < 9; tries++) {
            long most = Math.min(250L << tries, 8_000);
            int[] slots = new int[10];
            for (int i = 0; i < HERD; i++) {
                long millis = SetUps.pauseMillis(tries, random);
                assertThat(millis).isBetween(most / 2, most);
                slots[(int) Math.min(9, (millis - most / 2) * 20 / most)]++;
            }
            assertThat(IntStream.of(slots).max().orElseThrow()).isLessThan(HERD / 5);
        }
    }

    @Test
    @DisplayName(
            "B10: where the receiver is known to be there, a set-up is given up after two seconds,"
                    + " then four, eight, ten")
    void a_set_up_in_the_middle_is_impatient() {
        SendSettings usual = SendSettings.DEFAULT;
        assertThat(IntStream.range(0, 5).mapToObj(tries -> SetUps.patience(usual, true, tries)))
                .containsExactly(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10));
        assertThat(SetUps.patience(usual, false, 0)).isEqualTo(Duration.ofSeconds(10));
    }
}
