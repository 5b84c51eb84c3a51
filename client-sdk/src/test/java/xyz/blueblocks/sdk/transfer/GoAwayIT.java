package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import xyz.blueblocks.sdk.fixture.TinyRelay;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.message.ContentTypes;

/// A sender whose first relay says that it goes away, and stays until it is left.
@Timeout(300)
final class GoAwayIT extends TransferCase {
    private void goesAway(TinyRelay relay) {
        relay.goAway(List.of(ends.relays.get(2).id, ends.relays.get(3).id));
    }

    @Test
    @DisplayName(
            "C29: while its first relay goes away a file moves to another circuit, and nothing is"
                    + " sent twice")
    void a_file_moves() throws Exception {
        startWithSpares();
        Path file = large();
        Transfer transfer = halted(file);
        goesAway(ends.relays.getFirst());
        ends.relays.getFirst().thaw();
        Delivery delivery = transfer.await();
        whole(file);
        assertThat(delivery.relays()).containsExactly(ends.relays.get(2).id, ends.relays.get(3).id);
        assertThat(delivery.circuits()).isEqualTo(2);
        assertThat(delivery.bytesSent()).isEqualTo(40L * MIB);
    }

    @Test
    @DisplayName("C29: the next message after it takes another circuit")
    void the_next_message_moves() throws Exception {
        startWithSpares();
        SendRequest message =
                SendRequest.ofBytes(ends.to.id, new byte[] {1, 2, 3}, ContentTypes.TEXT);
        ends.sender.send(message, ProgressListener.NONE).await();
        goesAway(ends.relays.getFirst());
        Eventually.holds(
                "moved",
                () -> {
                    ends.sender.send(message, ProgressListener.NONE).await();
                    return ends.relays.get(2).cells.get() > 0;
                });
    }
}
