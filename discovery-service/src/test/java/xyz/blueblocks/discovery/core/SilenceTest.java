package xyz.blueblocks.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SilenceTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Silence silence = new Silence(Duration.ofSeconds(90), START);

    @Test
    void nobody_is_lost_before_this_replica_has_listened_for_long_enough() {
        assertThat(silence.cutoff(START)).isEqualTo(Instant.EPOCH);
        assertThat(silence.cutoff(START.plusSeconds(89))).isEqualTo(Instant.EPOCH);
        assertThat(silence.cutoff(START.plusSeconds(90))).isEqualTo(START);
    }

    @Test
    @DisplayName("A11, A17: an outage of the store is nobody's silence")
    void an_outage_is_nobodys_silence() {
        Instant back = START.plusSeconds(600);
        silence.deafUntil(START.plusSeconds(540));
        silence.deafUntil(back);

        assertThat(silence.cutoff(back.plusSeconds(5))).isEqualTo(Instant.EPOCH);
        assertThat(silence.cutoff(back.plusSeconds(89))).isEqualTo(Instant.EPOCH);
        assertThat(silence.cutoff(back.plusSeconds(95))).isEqualTo(back.plusSeconds(5));
    }
}
