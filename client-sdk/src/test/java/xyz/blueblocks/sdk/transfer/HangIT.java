package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.sdk.fixture.SilentPath;
import xyz.blueblocks.sdk.fixture.TinyRelay;
import xyz.blueblocks.wire.Limits;

/// What stops without a word: no connection ends, nothing comes any more.
@Timeout(120)
final class HangIT extends TransferCase {
    private static final long WINDOW = (long) Limits.MAX_CONCURRENT_CHUNKS * MIB;

    @BeforeEach
    void usualTimes() {
        ends.settings = SendSettings.DEFAULT;
    }

    @ParameterizedTest(name = "relay {0} of 2")
    @ValueSource(ints = {1, 2})
    @DisplayName(
            "B10: a relay that stops in the middle without a word is replaced, also while the"
                    + " sender waits for its credit, and no more than a window goes again")
    void a_relay_hangs(int which) throws Exception {
        startWithSpares();
        ends.relays.get(which - 1).freezeAfter = 60;
        Path file = large();
        Delivery delivery = send(file).await();
        whole(file);
        assertThat(delivery.relays()).containsExactly(ends.relays.get(2).id, ends.relays.get(3).id);
        assertThat(delivery.bytesSent()).isLessThanOrEqualTo(40L * MIB + 2 * WINDOW);
        assertThat(delivery.took()).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    @DisplayName(
            "D21: the client's address changes in the middle and all its connections are dead"
                    + " without a word: one new session takes the transfer over, and nothing"
                    + " acknowledged is sent again")
    void the_clients_address_changes() throws Exception {
        TinyRelay relay = new TinyRelay(ends.authority, ends.directory);
        ends.relays.add(relay);
        ends.startReceiver();
        try (SilentPath path = new SilentPath(relay.address())) {
            relay.shownPort = path.port();
            ends.routes = (_, _, _) -> ends.to.over(relay);
            ends.startSender();
            Path file = large();
            Transfer transfer = halted(file);
            path.moveAway();
            relay.thaw();
            Delivery delivery = transfer.await();
            whole(file);
            assertThat(delivery.circuits()).isEqualTo(2);
            assertThat(path.connections()).isEqualTo(2);
            assertThat(delivery.bytesSent()).isLessThanOrEqualTo(40L * MIB + WINDOW);
            assertThat(ends.admitted).hasValue(2);
        }
    }
}
