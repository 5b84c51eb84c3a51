package xyz.blueblocks.relay.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.relay.core.RelayView;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.ClosePayload;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Reservation;

/// Circuits through one to five relays, over real links.
final class CircuitIT {
    @TempDir Path folder;
    private TestNet net;
    private TestPeer sender;
    private TestPeer receiver;

    @BeforeEach
    void begin() {
        net = new TestNet(folder);
        sender = new TestPeer(net);
        receiver = new TestPeer(net);
    }

    @AfterEach
    void end() throws Exception {
        net.close();
    }

    private TestCircuit circuit(int relays, HpkeKem kem) {
        List<TestRelay> path = net.relays(relays, kem);
        receiver.attach(path.getLast());
        sender.connect(path.getFirst());
        return new TestCircuit(net, path, sender, receiver);
    }

    @ParameterizedTest(name = "{0} relays, {1}, k = {2} and {3}")
    @CsvSource({"1, X25519, 12, 12", "2, XWING, 12, 12", "3, X25519, 18, 10", "5, XWING, 10, 20"})
    @DisplayName(
            "C16, C17, X05, X10: a circuit carries cells of its sizes both ways through h relays")
    void cells_pass_both_ways(int relays, HpkeKem kem, int forwardK, int backK) {
        TestCircuit circuit = circuit(relays, kem).sizes(forwardK, backK).establish();
        for (int i = 0; i < 20; i++) {
            byte[] there = sender.bytes(900);
            circuit.sendForward(there);
            assertThat(circuit.receiveForward()).isEqualTo(there);
            byte[] back = sender.bytes(700);
            circuit.sendBack(back);
            assertThat(circuit.receiveBack()).isEqualTo(back);
        }
        for (TestRelay relay : net.relays) {
            assertThat(relay.counters.cells()).isEqualTo(40);
            assertThat(relay.counters.circuitsOpened()).isEqualTo(1);
            assertThat(relay.counters.dropped()).isZero();
        }
    }

    @Test
    @DisplayName("C16, C18, X03: each relay knows its two neighbours of a circuit and nobody else")
    void a_relay_knows_its_neighbours() {
        TestCircuit circuit = circuit(3, HpkeKem.XWING).establish();
        List<TestRelay> path = circuit.path;
        RelayView first = path.get(0).view();
        RelayView middle = path.get(1).view();
        RelayView last = path.get(2).view();
        assertThat(first.neighbours()).containsExactlyInAnyOrder(sender.id, path.get(1).id);
        assertThat(first.attached()).isEmpty();
        assertThat(middle.neighbours()).containsExactlyInAnyOrder(path.get(0).id, path.get(2).id);
        assertThat(last.neighbours()).containsExactlyInAnyOrder(path.get(1).id, receiver.id);
        assertThat(last.attached()).containsExactly(receiver.id);
        RelayView.CircuitView seen = middle.circuits().getFirst();
        assertThat(seen.previous()).isEqualTo(path.get(0).id);
        assertThat(seen.next()).isEqualTo(path.get(2).id);
        assertThat(seen.previousId()).isNotEqualTo(seen.nextId());
        assertThat(first.circuits().getFirst().previousId()).isEqualTo(circuit.id);
        assertThat(first.circuits().getFirst().nextId()).isEqualTo(seen.previousId());
        assertThat(last.circuits().getFirst().nextId()).isEqualTo(circuit.receiverId);
        assertThat(circuit.receiverId).isNotEqualTo(circuit.id);
    }

    @Test
    @DisplayName("C11: CLOSE travels to the other end as its numbers, after the cells before it")
    void close_travels() {
        TestCircuit circuit = circuit(2, HpkeKem.X25519).establish();
        byte[] last = sender.bytes(10);
        circuit.sendForward(last);
        sender.link.sendClose(circuit.id, 0, CloseLimit.NONE);
        assertThat(circuit.receiveForward()).isEqualTo(last);
        assertThat(receiver.nextClose(circuit.receiverId))
                .isEqualTo(new ClosePayload(0, CloseLimit.NONE));
        assertThat(path(circuit)).allSatisfy(each -> assertThat(each.view().circuits()).isEmpty());
    }

    @Test
    @DisplayName("C11, C19: CLOSE with a number and a limit reaches the sender unchanged")
    void close_numbers_travel_back() {
        TestCircuit circuit = circuit(3, HpkeKem.X25519).establish();
        receiver.link.sendClose(circuit.receiverId, 16, CloseLimit.TIME);
        assertThat(sender.nextClose(circuit.id)).isEqualTo(new ClosePayload(16, CloseLimit.TIME));
    }

    @Test
    @DisplayName("C24: a lost link closes its circuits with E007 at both ends")
    void a_lost_link_closes_its_circuits() {
        TestCircuit circuit = circuit(3, HpkeKem.X25519).establish();
        net.relays.get(1).kill();
        assertThat(sender.nextClose(circuit.id).errorNumber()).isEqualTo(7);
        assertThat(receiver.nextClose(circuit.receiverId).errorNumber()).isEqualTo(7);
        assertThat(net.relays.get(0).onLoop(() -> net.relays.get(0).core.report().failures()))
                .hasSize(1);
    }

    @Test
    @DisplayName("C19: RESERVATION is signed by the relay and says what it grants until when")
    void a_reservation_is_signed() {
        TestRelay relay = net.relays(1, HpkeKem.X25519).getFirst();
        var json = receiver.attach(relay);
        assertThat(SignedJson.verify(json, Reservation.LABEL, relay.id.publicKey())).isTrue();
        Reservation reservation = Reservation.fromJson(json).orElseThrow();
        assertThat(reservation.peerId()).isEqualTo(receiver.id);
        assertThat(reservation.setupsPerSecond()).isEqualTo(50);
        assertThat(relay.attachmentChanges).hasValue(1);
        assertThat(relay.onLoop(() -> relay.core.report().attachments())).hasSize(1);
        receiver.link.close();
        TestPeer.next(receiver.closed);
        Eventually.holds("two changes", () -> relay.attachmentChanges.get() == 2);
        assertThat(relay.view().attached()).isEmpty();
    }

    @Test
    @DisplayName("C19: an attachment that another key signed closes the link with E005")
    void a_false_attachment_is_refused() {
        TestRelay relay = net.relays(1, HpkeKem.X25519).getFirst();
        receiver.connect(relay);
        receiver.link.control(receiver.attachment(relay, sender.key));
        assertThat(TestPeer.next(receiver.closed).error()).isEqualTo(5);
        assertThat(relay.view().attached()).isEmpty();
        TestPeer thief = new TestPeer(net);
        thief.connect(relay);
        thief.link.control(receiver.attachment(relay, receiver.key));
        assertThat(TestPeer.next(thief.closed).error()).isEqualTo(5);
    }

    @Test
    @DisplayName(
            "C19: circuits go to the link that attached last, and back to the first when it ends")
    void the_newest_attachment_counts() {
        List<TestRelay> path = net.relays(1, HpkeKem.X25519);
        receiver.attach(path.getFirst());
        TestPeer again = new TestPeer(net, receiver.key);
        again.attach(path.getFirst());
        sender.connect(path.getFirst());
        new TestCircuit(net, path, sender, again).establish();
        assertThat(receiver.arrivals).isEmpty();
        again.link.close();
        TestPeer.next(again.closed);
        Eventually.holds("both neighbours", () -> path.getFirst().view().neighbours().size() == 2);
        new TestCircuit(net, path, sender, receiver).establish();
    }

    @Test
    @DisplayName("C19: GOAWAY names other relays of the directory to every client")
    void goaway_names_other_relays() {
        List<TestRelay> path = net.relays(2, HpkeKem.X25519);
        sender.connect(path.getFirst());
        path.getFirst()
                .onLoop(() -> {
                    path.getFirst().core.goAway(5);
                    return true;
                });
        var message = TestPeer.next(sender.controls);
        assertThat(message.text("type")).contains("GOAWAY");
        assertThat(message.text()).contains(path.get(1).id.toString());
        assertThat(message.text()).doesNotContain(path.get(0).id.toString());
    }

    @Test
    @DisplayName("X10: 50 circuits at once through the same relays do not disturb one another")
    void many_circuits_share_links() {
        TestCircuit one = circuit(2, HpkeKem.X25519).establish();
        List<TestCircuit> all = new java.util.ArrayList<>(List.of(one));
        for (int i = 0; i < 50; i++) {
            all.add(new TestCircuit(net, one.path, sender, receiver).establish());
        }
        for (TestCircuit each : all) {
            each.sendForward(new byte[] {(byte) all.indexOf(each)});
        }
        for (TestCircuit each : all) {
            assertThat(each.receiveForward()).containsExactly((byte) all.indexOf(each));
        }
        assertThat(net.relays.get(0).view().neighbours()).hasSize(2);
        assertThat(net.relays.get(0).view().circuits()).hasSize(51);
        sender.link.close(ErrorCode.RATE_LIMITED, CloseLimit.NONE);
        Eventually.holds("no circuits", () -> net.relays.get(1).view().circuits().isEmpty());
    }

    private static List<TestRelay> path(TestCircuit circuit) {
        circuit.path.forEach(
                relay -> Eventually.holds("no circuits", () -> relay.view().circuits().isEmpty()));
        return circuit.path;
    }
}
