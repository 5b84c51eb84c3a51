package xyz.blueblocks.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class KeepaliveTest {
    private static final long SILENCE = TimeUnit.SECONDS.toNanos(20);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    @DisplayName("C10: asks after 20 s of silence, again after 20 more, and gives up after 20 more")
    void asks_twice_then_gives_up() {
        Keepalive keepalive = new Keepalive(SILENCE, 0);
        assertThat(keepalive.tick(SILENCE - 1)).isEqualTo(Keepalive.Step.WAIT);
        assertThat(keepalive.nextNanos(SILENCE - 1)).isEqualTo(1);
        assertThat(keepalive.tick(SILENCE)).isEqualTo(Keepalive.Step.PING);
        assertThat(keepalive.nextNanos(SILENCE)).isEqualTo(SILENCE);
        assertThat(keepalive.tick(2 * SILENCE)).isEqualTo(Keepalive.Step.PING);
        assertThat(keepalive.tick(3 * SILENCE)).isEqualTo(Keepalive.Step.DEAD);
    }

    @Test
    @DisplayName("C10: anything that was heard counts as an answer")
    void anything_heard_is_an_answer() {
        Keepalive keepalive = new Keepalive(SILENCE, 0);
        keepalive.tick(SILENCE);
        keepalive.tick(2 * SILENCE);
        keepalive.heard(2 * SILENCE + 5);
        assertThat(keepalive.tick(3 * SILENCE)).isEqualTo(Keepalive.Step.WAIT);
        assertThat(keepalive.nextNanos(3 * SILENCE)).isEqualTo(5);
        assertThat(keepalive.tick(3 * SILENCE + 5)).isEqualTo(Keepalive.Step.PING);
    }

    @Test
    @DisplayName("C10: PINGs once a second are allowed for ever, faster ones are not")
    void one_ping_a_second() {
        Keepalive keepalive = new Keepalive(SILENCE, 0);
        for (int i = 1; i < 100; i++) {
            assertThat(keepalive.pingAllowed(i * SECOND)).isTrue();
        }
        assertThat(keepalive.pingAllowed(99 * SECOND + 1)).isTrue();
        assertThat(keepalive.pingAllowed(99 * SECOND + 2)).isFalse();
    }
}
