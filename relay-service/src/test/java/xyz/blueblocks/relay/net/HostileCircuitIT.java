package xyz.blueblocks.relay.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.FrameType;

/// Senders and receivers that do not keep to the rules of a circuit they have.
final class HostileCircuitIT extends NetTest {
    @Test
    @DisplayName("C31, X10: a cell changed, repeated, left out or of another size ends the circuit")
    void wrong_cells_end_the_circuit() {
        TestCircuit changed = circuit(2).establish();
        byte[] cell = changed.forwardCell(new byte[10]);
        cell[100] ^= 1;
        sender.send(FrameType.DATA, changed.id, cell);
        ended(changed, 6, CloseLimit.NONE);

        TestCircuit repeated = new TestCircuit(net, changed.path, sender, receiver).establish();
        byte[] once = repeated.forwardCell(new byte[10]);
        sender.send(FrameType.DATA, repeated.id, once);
        sender.send(FrameType.DATA, repeated.id, once);
        ended(repeated, 6, CloseLimit.NONE);

        TestCircuit skipped = new TestCircuit(net, changed.path, sender, receiver).establish();
        skipped.forwardCell(new byte[10]);
        sender.send(FrameType.DATA, skipped.id, skipped.forwardCell(new byte[10]));
        ended(skipped, 6, CloseLimit.NONE);

        TestCircuit other = new TestCircuit(net, changed.path, sender, receiver).establish();
        sender.send(FrameType.DATA, other.id, new byte[1280]);
        ended(other, 6, CloseLimit.NONE);
    }

    @Test
    @DisplayName("C19: a circuit that has carried its token's budget is closed, naming the limit")
    void a_budget_is_kept() {
        TestCircuit circuit = circuit(1);
        circuit.tokens.set(0, net.lastToken(circuit.path.getFirst(), receiver.id, 14));
        circuit.establish();
        for (int i = 0; i < 4; i++) {
            circuit.sendForward(new byte[1]);
        }
        ended(circuit, 9, CloseLimit.BUDGET);
    }

    @Test
    @DisplayName("C21: cells beyond credit end the circuit with E009, naming the limit")
    void credit_is_kept() {
        TestCircuit circuit = circuit(1).sizes(18, 10).establish();
        receiver.grants = false;
        for (int i = 0; i < 8; i++) {
            circuit.sendForward(new byte[1]);
        }
        ended(circuit, 9, CloseLimit.CREDIT);
        TestCircuit greedy = new TestCircuit(net, circuit.path, sender, receiver).establish();
        receiver.link.sendCredit(greedy.receiverId, 4 << 20);
        ended(greedy, 9, CloseLimit.CREDIT);
    }

    @Test
    @DisplayName(
            "C13, C04: packets that do not open, wrong sizes and misplaced frames end in CLOSE")
    void nonsense_is_closed() {
        TestCircuit circuit = circuit(1);
        byte[] packet = circuit.packet();
        packet[2000] ^= 1;
        CircuitId broken = CircuitId.random(net.random);
        sender.send(FrameType.HANDSHAKE, broken, packet);
        assertThat(sender.nextClose(broken).errorNumber()).isEqualTo(6);
        CircuitId shorter = CircuitId.random(net.random);
        sender.send(FrameType.HANDSHAKE, shorter, new byte[100]);
        assertThat(sender.nextClose(shorter).errorNumber()).isEqualTo(10);
        TestCircuit twice = circuit.establish();
        sender.send(FrameType.HANDSHAKE, twice.id, circuit.packet());
        ended(twice, 10, CloseLimit.NONE);
        CircuitId nothing = CircuitId.random(net.random);
        sender.send(FrameType.DATA, nothing, new byte[4352]);
        sender.send(FrameType.HANDSHAKE_ACK, nothing, new byte[3072]);
        TestCircuit after = new TestCircuit(net, twice.path, sender, receiver).establish();
        after.sendForward(new byte[] {5});
        assertThat(after.receiveForward()).containsExactly(5);
        assertThat(circuit.path.getFirst().counters.strayFrames()).isEqualTo(2);
    }

    @Test
    @DisplayName("C19: a circuit is closed after silence, naming the limit")
    void idle_circuits_are_closed() {
        TestCircuit circuit =
                withPolicy(
                        TestNet.policy()
                                .withTimes(
                                        Duration.ofSeconds(8),
                                        Duration.ofMillis(400),
                                        Duration.ofHours(1)));
        circuit.establish();
        ended(circuit, 8, CloseLimit.TIME);
    }
}
