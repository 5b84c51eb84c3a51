package xyz.blueblocks.relay.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RateBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    @DisplayName("A22, C30: a burst, then so many a second, and no saving up beyond the burst")
    void a_burst_then_a_rate() {
        RateBucket bucket = new RateBucket(50, 1000, 0);
        assertThat(taken(bucket, 5000, 0)).isEqualTo(1000);
        assertThat(taken(bucket, 5000, SECOND)).isEqualTo(50);
        assertThat(taken(bucket, 5000, 3 * SECOND)).isEqualTo(100);
        assertThat(taken(bucket, 5000, 1000 * SECOND)).isEqualTo(1000);
        assertThat(bucket.full(1000 * SECOND)).isFalse();
        assertThat(bucket.full(1021 * SECOND)).isTrue();
    }

    private static int taken(RateBucket bucket, int tries, long now) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += bucket.take(now) ? 1 : 0;
        }
        return taken;
    }
}
