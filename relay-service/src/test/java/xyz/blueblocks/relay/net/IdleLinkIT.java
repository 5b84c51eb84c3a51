package xyz.blueblocks.relay.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.frame.CloseLimit;

/// Links between relays that nothing runs over.
final class IdleLinkIT extends NetTest {
    @Test
    @DisplayName(
            "a link to another relay ends after a while without circuits, and the next circuit makes a"
                    + " new one")
    void idle_links_are_closed() {
        net.idleLink = Duration.ofMillis(400);
        TestCircuit circuit = circuit(2).establish();
        TestRelay first = circuit.path.getFirst();
        TestRelay last = circuit.path.getLast();
        long began = System.nanoTime();
        while (System.nanoTime() - began < 3 * net.idleLink.toNanos()) {
            circuit.sendForward(new byte[] {1});
            assertThat(circuit.receiveForward()).containsExactly(1);
        }
        assertThat(first.knows(last.id)).as("a link with a circuit stays").isTrue();

        sender.link.sendClose(circuit.id, 0, CloseLimit.NONE);
        Eventually.holds("link ended", () -> !first.knows(last.id) && !last.knows(first.id));
        assertThat(first.knows(sender.id)).as("clients' links are theirs to close").isTrue();

        TestCircuit next = new TestCircuit(net, circuit.path, sender, receiver).establish();
        next.sendForward(new byte[] {2});
        assertThat(next.receiveForward()).containsExactly(2);
    }
}
