package xyz.blueblocks.wire.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class CreditTest {
    private static final int CELL = (1 << 18) + 256;
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    @Test
    @DisplayName("C21: first credit is 1 MiB, or two cells where cells are that large")
    void first_credit() {
        assertThat(SendCredit.first(1280)).isEqualTo(1 << 20);
        assertThat(SendCredit.first(CELL)).isEqualTo(1 << 20);
        assertThat(SendCredit.first((1 << 20) + 256)).isEqualTo((2 << 20) + 512);
        assertThatIllegalArgumentException().isThrownBy(() -> SendCredit.first(0));
    }

    @Test
    @DisplayName("C21: nothing is sent beyond the credit")
    void spending() {
        SendCredit credit = new SendCredit(CELL);
        assertThat(credit.take(CELL)).isTrue();
        assertThat(credit.take(CELL)).isTrue();
        assertThat(credit.take(CELL)).isTrue();
        assertThat(credit.take(CELL)).isFalse();
        assertThat(credit.grant(CELL)).isTrue();
        assertThat(credit.allows(CELL)).isTrue();
        assertThat(credit.take(CELL)).isTrue();
    }

    @Test
    @DisplayName("C21, C22: nobody may grant more than 4 MiB")
    void grants_are_bounded() {
        SendCredit credit = new SendCredit(CELL);
        assertThat(credit.grant(3 << 20)).isTrue();
        assertThat(credit.grant(1)).isFalse();
        assertThat(credit.grant(0xffff_ffffL)).isFalse();
        assertThat(credit.grant(0)).isFalse();
        assertThat(credit.available()).isEqualTo(4 << 20);
    }

    @Test
    @DisplayName("C21: bytes beyond what was granted are noticed")
    void overrun() {
        ReceiveCredit credit = new ReceiveCredit(CELL);
        assertThat(credit.received(1 << 20, 0, true)).isTrue();
        assertThat(credit.received(1, 0, true)).isFalse();
    }

    @Test
    @DisplayName("C21: what was consumed is granted again, a quarter of the window at a time")
    void grants_follow_consumption() {
        ReceiveCredit credit = new ReceiveCredit(4352);
        int granted = 0;
        int grants = 0;
        int consumed = 0;
        for (int i = 0; i < 10_000; i++) {
            assertThat(credit.received(4352, i, true)).isTrue();
            int grant = credit.consumed(4352, i);
            granted += grant;
            grants += grant > 0 ? 1 : 0;
            consumed += 4352;
            assertThat(granted).isLessThanOrEqualTo(consumed);
        }
        assertThat(consumed - granted).isLessThan(1 << 18);
        assertThat(grants).isLessThan(consumed / (1 << 18) + 2);
        assertThat(credit.windowBytes()).isEqualTo(1 << 20);
        assertThat(credit.pending()).isZero();
    }

    @Test
    @DisplayName("C21: a flow that waits for each grant, with nothing queued, gets up to 4 MiB")
    void the_window_grows_with_distance() {
        assertThat(windowAfter(50 * MILLI, true)).isEqualTo(4 << 20);
    }

    @Test
    @DisplayName("C21: the window does not grow while something is queued, nor without distance")
    void the_window_stays_when_the_queue_is_here() {
        assertThat(windowAfter(50 * MILLI, false)).isEqualTo(1 << 20);
        assertThat(windowAfter(MILLI / 10, true)).isEqualTo(1 << 20);
    }

    /// A sender at `roundTrip` from here that always sends all it may, at once.
    private static long windowAfter(long roundTrip, boolean nothingQueued) {
        ReceiveCredit receiver = new ReceiveCredit(CELL);
        SendCredit sender = new SendCredit(CELL);
        long now = 0;
        for (int round = 0; round < 40; round++) {
            long granted = 0;
            while (sender.take(CELL)) {
                assertThat(receiver.received(CELL, now, nothingQueued)).isTrue();
                granted += receiver.consumed(CELL, now);
                now += 1000;
            }
            if (granted > 0) {
                assertThat(sender.grant(granted)).isTrue();
            }
            now += roundTrip;
        }
        return receiver.windowBytes();
    }
}
