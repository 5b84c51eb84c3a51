package xyz.blueblocks.crypto.warmup;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class WarmupTest {
    @Test
    void runs_through_and_a_second_time_at_once() {
        assertThatCode(
                        () -> {
                            Warmup.run();
                            Warmup.run();
                        })
                .doesNotThrowAnyException();
    }
}
