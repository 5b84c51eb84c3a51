package xyz.blueblocks.servicekit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TokenBucketsTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    @DisplayName("A22: the call after the burst is refused and told when to come back")
    void refuses_the_call_after_the_burst() {
        var buckets = new TokenBuckets<String>(2, 3, 10);
        for (int i = 0; i < 3; i++) {
            assertThat(buckets.take("a", 0)).isZero();
        }

        assertThat(buckets.take("a", 0)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    @DisplayName("A22: one caller at its limit does not touch another")
    void leaves_other_callers_alone() {
        var buckets = new TokenBuckets<String>(1, 1, 10);
        buckets.take("a", 0);
        assertThat(buckets.take("a", 0)).isPositive();

        assertThat(buckets.take("b", 0)).isZero();
    }

    @Test
    void refills_with_time_up_to_the_burst_only() {
        var buckets = new TokenBuckets<String>(1, 2, 10);
        buckets.take("a", 0);
        buckets.take("a", 0);
        assertThat(buckets.take("a", SECOND)).isZero();
        assertThat(buckets.take("a", SECOND)).isPositive();

        assertThat(buckets.take("a", 1000 * SECOND)).isZero();
        assertThat(buckets.take("a", 1000 * SECOND)).isZero();
        assertThat(buckets.take("a", 1000 * SECOND)).isPositive();
    }

    @Test
    @DisplayName("A22: a flood of invented callers costs bounded memory")
    void forgets_the_quietest_caller_when_full() {
        var buckets = new TokenBuckets<Integer>(1, 1, 100);
        for (int i = 0; i < 100_000; i++) {
            buckets.take(i, i);
        }

        assertThat(buckets.size()).isEqualTo(100);
    }

    @Test
    void ignores_a_clock_that_goes_back() {
        var buckets = new TokenBuckets<String>(1, 1, 10);
        buckets.take("a", 5 * SECOND);

        assertThat(buckets.take("a", 0)).isPositive();
    }

    @Test
    void wants_sensible_numbers() {
        assertThatThrownBy(() -> new TokenBuckets<String>(0, 1, 1))
                .hasMessageContaining("want > 0");
        assertThatThrownBy(() -> new TokenBuckets<String>(1, 0, 1))
                .hasMessageContaining("want >= 1");
    }
}
