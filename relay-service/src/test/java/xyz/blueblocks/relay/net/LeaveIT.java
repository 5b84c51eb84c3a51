package xyz.blueblocks.relay.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.testing.Eventually;

/// A relay takes its leave: what it still does, and what no more.
final class LeaveIT extends NetTest {
    private static final int ROUTE_UNAVAILABLE = 7;

    @Test
    @DisplayName(
            "C29: a relay that leaves says so, sets up nothing new, and carries what is set up")
    void a_leaving_relay_carries_on_and_begins_nothing() {
        TestCircuit circuit = circuit(2).establish();
        TestRelay first = circuit.path.getFirst();
        leave(first);

        assertThat(TestPeer.next(sender.controls).text("type")).contains("GOAWAY");
        TestCircuit late = new TestCircuit(net, circuit.path, sender, receiver).ask();
        assertThat(sender.nextClose(late.id).errorNumber()).isEqualTo(ROUTE_UNAVAILABLE);
        circuit.sendForward(new byte[] {1});
        assertThat(circuit.receiveForward()).containsExactly(1);
        circuit.sendBack(new byte[] {2});
        assertThat(circuit.receiveBack()).containsExactly(2);
    }

    @Test
    @DisplayName("C29: a relay that leaves tells planners of nobody, and attaches nobody any more")
    void a_leaving_relay_has_nobody_attached() {
        TestRelay last = circuit(2).path.getLast();
        assertThat(last.onLoop(() -> last.core.report()).attachments()).hasSize(1);
        leave(last);
        assertThat(TestPeer.next(receiver.controls).text("type")).contains("GOAWAY");

        assertThat(last.onLoop(() -> last.core.report()).attachments()).isEmpty();
        TestPeer late = new TestPeer(net);
        late.connect(last);
        assertThat(TestPeer.next(late.controls).text("type")).contains("GOAWAY");
        late.link.control(late.attachment(last, late.key));
        assertThat(TestPeer.next(late.controls).text("type")).contains("GOAWAY");
        assertThat(last.view().attached()).doesNotContain(late.id);
    }

    @Test
    @DisplayName("C29: what is left at the end of the drain is closed with E007 on both sides")
    void what_is_left_is_closed() {
        TestCircuit circuit = circuit(2).establish();
        TestRelay last = circuit.path.getLast();
        leave(last);
        last.onLoop(() -> {
            last.core.endCircuits();
            return true;
        });

        assertThat(sender.nextClose(circuit.id).errorNumber()).isEqualTo(ROUTE_UNAVAILABLE);
        assertThat(receiver.nextClose(circuit.receiverId).errorNumber())
                .isEqualTo(ROUTE_UNAVAILABLE);
        Eventually.holds("no circuit", () -> last.view().circuits().isEmpty());
    }

    private static void leave(TestRelay relay) {
        relay.onLoop(() -> {
            relay.core.leave(5);
            return true;
        });
    }
}
