package xyz.blueblocks.bench.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;

/// What counts as the pause that a relay's death causes, and what is too long.
class PauseWatchTest {
    private static final ServiceId RELAY = new ServiceId(ServiceKind.RELAY, 1);
    private final KillFile file = new KillFile(Path.of("a file"), 1000);
    private final PauseWatch watch = new PauseWatch(file);
    private final String before = somebody();
    private final String after = somebody();

    @Test
    void a_pause_is_from_the_last_byte_over_the_old_circuit_to_the_first_over_the_new() {
        says("SENDING", 100, before, 1);
        watch.lost(new RelayYard.Lost(RELAY, RelayYard.Loss.KILL, true), true);
        says("SENDING", 200, before, 2); // was under way
        assertThat(watch.look()).isEmpty();
        says("CONNECTING", 200, before, 3);
        assertThat(watch.look()).isEmpty();
        says("SENDING", 300, after, 4); // held already, as the new circuit tells
        assertThat(watch.look()).isEmpty();
        says("SENDING", 400, after, 7);
        assertThat(watch.look())
                .hasValue(new PauseWatch.Measured(KillFigures.Pause.RELAY_KILLED, 5));
        assertThat(watch.isOpen()).isFalse();
    }

    @Test
    void what_hits_a_second_relay_meanwhile_makes_it_another_kind() {
        says("SENDING", 100, before, 1);
        watch.lost(new RelayYard.Lost(RELAY, RelayYard.Loss.KILL, true), true);
        watch.lost(new RelayYard.Lost(RELAY, RelayYard.Loss.KILL, false), false);
        says("SENDING", 100, after, 2);
        assertThat(watch.look()).isEmpty();
        says("SENDING", 200, after, 3);
        assertThat(watch.look())
                .hasValue(new PauseWatch.Measured(KillFigures.Pause.RELAY_OF_FEW, 2));
    }

    @Test
    void nothing_is_measured_off_the_path_or_before_a_byte_is_held() {
        watch.lost(new RelayYard.Lost(RELAY, RelayYard.Loss.KILL, true), true);
        says("SENDING", 100, before, 1);
        watch.lost(new RelayYard.Lost(RELAY, RelayYard.Loss.KILL, true), false);
        assertThat(watch.isOpen()).isFalse();
    }

    @Test
    void three_seconds_are_too_long_and_none_measured_too_few() {
        KillFigures figures = new KillFigures(KillSettings.parse(List.of("--kills", "1"), 1));
        assertThatThrownBy(figures::require).isInstanceOf(KillFailure.class);
        KillFigures.Pause kind = KillFigures.Pause.RELAY_KILLED;
        long most = TimeUnit.SECONDS.toNanos(3);
        figures.pause(kind, most);
        figures.require();
        figures.requireInTime(new PauseWatch.Measured(kind, most - 1), file);
        assertThatThrownBy(() -> figures.requireInTime(new PauseWatch.Measured(kind, most), file))
                .hasMessageContaining("3000 ms");
    }

    private void says(String phase, long done, String relay, long nanos) {
        file.progress(
                1, List.of("p", phase, Long.toString(done), "0", relay, Long.toString(nanos)));
        if (!watch.isOpen()) {
            assertThat(watch.look()).isEmpty();
        }
    }

    private static String somebody() {
        try (Ed25519PrivateKey key = Ed25519PrivateKey.generate()) {
            return PeerId.of(key.publicKey()).toString();
        }
    }
}
