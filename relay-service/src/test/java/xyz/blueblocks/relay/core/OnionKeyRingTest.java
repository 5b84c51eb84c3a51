package xyz.blueblocks.relay.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;

final class OnionKeyRingTest {
    private static final Instant START = Instant.ofEpochSecond(1_800_000_000L);
    private static final Duration DAY = Duration.ofDays(1);

    private static HpkePrivateKey fresh() {
        return HpkePrivateKey.generate(HpkeKem.X25519);
    }

    @Test
    @DisplayName(
            "C38, X06: there is a key for today and one for tomorrow, and they follow each other")
    void today_and_tomorrow() {
        OnionKeyRing ring = OnionKeyRing.of(List.of()).at(START, OnionKeyRingTest::fresh);
        assertThat(ring.entries()).hasSize(2);
        assertThat(ring.announced(START))
                .satisfiesExactly(
                        today -> assertThat(today.usable(START)).isTrue(),
                        tomorrow -> {
                            assertThat(tomorrow.usable(START)).isFalse();
                            assertThat(tomorrow.usable(START.plus(DAY))).isTrue();
                        });
        assertThat(ring.at(START.plusSeconds(60), OnionKeyRingTest::fresh)).isSameAs(ring);
    }

    @Test
    @DisplayName("X06: yesterday's key is accepted for a day and then leaves the ring")
    void yesterday_is_accepted_for_a_day() {
        OnionKeyRing first = OnionKeyRing.of(List.of()).at(START, OnionKeyRingTest::fresh);
        byte[] id = first.entries().getFirst().key().publicKey().keyId();
        OnionKeyRing next = first.at(START.plus(DAY).plusSeconds(1), OnionKeyRingTest::fresh);
        assertThat(next.find(id)).isPresent();
        assertThat(next.announced(START.plus(DAY).plusSeconds(1))).hasSize(2);
        assertThat(first.droppedIn(next)).isEmpty();
        Instant later = START.plus(DAY).plus(DAY);
        OnionKeyRing last = next.at(later, OnionKeyRingTest::fresh);
        assertThat(last.find(id)).isEmpty();
        assertThat(next.droppedIn(last)).containsExactly(first.entries().getFirst().key());
    }

    @Test
    @DisplayName("X06: after a long sleep the ring begins anew")
    void a_long_sleep() {
        OnionKeyRing ring = OnionKeyRing.of(List.of()).at(START, OnionKeyRingTest::fresh);
        Instant later = START.plus(Duration.ofDays(30));
        OnionKeyRing anew = ring.at(later, OnionKeyRingTest::fresh);
        assertThat(anew.entries()).hasSize(2);
        assertThat(ring.droppedIn(anew)).hasSize(2);
        assertThat(anew.announced(later).getFirst().usable(later)).isTrue();
    }
}
