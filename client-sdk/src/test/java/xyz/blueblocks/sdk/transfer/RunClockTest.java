package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.sdk.transfer.RunClock.Wait;

final class RunClockTest {
    private static final Wait NEWS = new Wait.ForNews();

    private final AtomicLong now = new AtomicLong();
    private final Rhythm rhythm = new Rhythm();
    private final RunClock clock =
            new RunClock(
                    SendSettings.DEFAULT,
                    new Surroundings(InstantSource.system(), now::get, new Random(1)),
                    rhythm,
                    1L << 40);

    private void pass(double seconds) {
        now.addAndGet((long) (seconds * 1e9));
    }

    private double left(Wait wait, int stalls) {
        return clock.leftNanos(wait, stalls) / 1e9;
    }

    @Test
    @DisplayName("B10: two seconds without a sign of life are a standstill")
    void two_seconds() {
        pass(1.5);
        clock.moved();
        pass(1);
        assertThat(left(NEWS, 0)).isLessThanOrEqualTo(3.5);
        for (int i = 0; i < 40; i++) {
            pass(0.01);
            clock.moved();
        }
        assertThat(left(NEWS, 0)).isEqualTo(2);
        assertThat(left(NEWS, 2)).isEqualTo(8);
    }

    @Test
    void a_slow_line_is_waited_for_three_times_its_usual_pause_but_not_for_ever() {
        pass(5);
        clock.moved();
        assertThat(left(NEWS, 0)).isEqualTo(15);
        pass(60);
        clock.moved();
        assertThat(left(NEWS, 0)).isEqualTo(32);
    }

    @Test
    void cells_that_go_out_are_signs_of_life() {
        pass(1);
        clock.passed(now.get());
        assertThat(left(NEWS, 0)).isEqualTo(3);
        clock.passed(now.get() - 1);
        assertThat(left(NEWS, 0)).isEqualTo(3);
    }

    @Test
    void a_person_has_five_minutes_for_an_offer_and_a_disk_what_it_needs() {
        assertThat(left(new Wait.ForOffer(false, 0), 0)).isEqualTo(300);
        assertThat(left(new Wait.ForOffer(true, 0), 0)).isEqualTo(4);
        assertThat(left(new Wait.ForOffer(true, 320L << 20), 0)).isEqualTo(14);
        assertThat(left(new Wait.ForOffer(true, 5L << 30), 9)).isEqualTo(300);
        assertThat(left(new Wait.ForReceipt(64L << 20), 0)).isEqualTo(6);
        assertThat(left(new Wait.ForReceipt(5L << 30), 0)).isEqualTo(60);
    }

    @Test
    void the_first_relay_is_asked_half_way_and_then_every_ten_seconds() {
        pass(0.5);
        clock.begin();
        assertThat(clock.untilProbeNanos(0)).isEqualTo(Duration.ofSeconds(1).toNanos());
        assertThat(clock.probePatience(0)).isEqualTo(Duration.ofSeconds(2));
        pass(1);
        assertThat(clock.untilProbeNanos(0)).isZero();
        clock.probed();
        assertThat(clock.untilProbeNanos(0)).isEqualTo(Duration.ofSeconds(10).toNanos());
        pass(0.1);
        clock.begin();
        assertThat(clock.untilProbeNanos(1)).isEqualTo(Duration.ofSeconds(2).toNanos());
    }
}
