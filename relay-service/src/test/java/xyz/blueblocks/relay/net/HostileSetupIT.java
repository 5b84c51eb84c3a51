package xyz.blueblocks.relay.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkeSender;
import xyz.blueblocks.crypto.kem.X25519PrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.relay.core.RelayCounters;
import xyz.blueblocks.relay.core.RelayPolicy;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.ClosePayload;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.message.Priority;
import xyz.blueblocks.wire.message.RelayLimits;
import xyz.blueblocks.wire.route.AdmissionToken;

/// Set-ups that ask for what they may not have.
final class HostileSetupIT extends NetTest {
    private byte[] token(TestRelay relay, Instant expires, Ed25519PrivateKey planner) {
        return AdmissionToken.forLast(
                        relay.id,
                        receiver.id,
                        new AdmissionToken.Grant(expires, 30, Priority.NORMAL),
                        planner,
                        net.random)
                .bytes();
    }

    @Test
    @DisplayName("C31, D11: the same set-up packet twice is E015, on the same link and on another")
    void a_replayed_packet_is_refused() {
        TestCircuit circuit = circuit(2);
        byte[] packet = circuit.packet();
        sender.send(FrameType.HANDSHAKE, circuit.id, packet);
        circuit.receive();
        CircuitId again = CircuitId.random(net.random);
        sender.send(FrameType.HANDSHAKE, again, packet);
        assertThat(sender.nextClose(again).errorNumber()).isEqualTo(15);
        TestPeer other = new TestPeer(net);
        other.connect(circuit.path.getFirst());
        other.send(FrameType.HANDSHAKE, again, packet);
        assertThat(other.nextClose(again).errorNumber()).isEqualTo(15);
    }

    @Test
    @DisplayName("C31: a token works once: a second circuit with it is E015, sealed to the sender")
    void a_token_works_once() {
        TestCircuit first = circuit(1).establish();
        TestCircuit second = new TestCircuit(net, first.path, sender, receiver);
        second.tokens = first.tokens;
        second.ask();
        refused(second, 1, 15);
    }

    @Test
    @DisplayName("C31: a packet issued more than 120 s ago, or in the future, is E015")
    void an_old_packet_is_refused() {
        TestCircuit old = circuit(1);
        old.issuedOffsetSeconds = -125;
        old.ask();
        refused(old, 1, 15);
        TestCircuit early = new TestCircuit(net, old.path, sender, receiver);
        early.issuedOffsetSeconds = 125;
        early.ask();
        refused(early, 1, 15);
    }

    @Test
    @DisplayName("X06, X07: tokens of another relay, another planner, the past, or none are E002")
    void wrong_tokens_are_refused() {
        TestCircuit circuit = circuit(2);
        TestRelay last = circuit.path.getLast();
        Instant later = Instant.now().plusSeconds(300);
        List<byte[]> wrong =
                List.of(
                        token(circuit.path.getFirst(), later, net.planner),
                        token(last, later, Ed25519PrivateKey.generate()),
                        token(last, Instant.now().minusSeconds(120), net.planner),
                        new byte[149],
                        new byte[0]);
        for (byte[] token : wrong) {
            TestCircuit each = new TestCircuit(net, circuit.path, sender, receiver);
            each.tokens.set(1, token);
            each.ask();
            refused(each, 2, 2);
        }
    }

    @Test
    @DisplayName("X06: the last relay delivers only to the receiver that its token is for")
    void another_receiver_is_refused() {
        TestCircuit circuit = circuit(1);
        TestPeer other = new TestPeer(net);
        other.attach(circuit.path.getFirst());
        TestCircuit wrong = new TestCircuit(net, circuit.path, sender, other);
        wrong.tokens = circuit.tokens;
        wrong.ask();
        refused(wrong, 1, 2);
        assertThat(other.arrivals).isEmpty();
    }

    @Test
    @DisplayName("X06: a relay that is open to all forwards without a token, within its own budget")
    void an_open_relay_needs_no_token() {
        RelayLimits open = new RelayLimits(true, 100, 50, 50, 50, 1);
        TestCircuit circuit = withPolicy(RelayPolicy.of(open));
        circuit.tokens.set(0, new byte[0]);
        circuit.establish().sendForward(new byte[] {1});
        assertThat(circuit.receiveForward()).containsExactly(1);
    }

    @Test
    @DisplayName("C16: a relay forwards neither to itself nor back to where a circuit came from")
    void loops_are_refused() {
        TestCircuit circuit = circuit(1);
        TestRelay relay = circuit.path.getFirst();
        sender.link.control(sender.attachment(relay, sender.key));
        TestCircuit back = new TestCircuit(net, circuit.path, sender, sender);
        back.ask();
        refused(back, 1, 7);
        long before = relay.counters.drops(RelayCounters.Drop.NEXT);
        CircuitId toSelf = CircuitId.random(net.random);
        sender.send(FrameType.HANDSHAKE, toSelf, packetToSelf(relay));
        assertThat(sender.nextFrame(toSelf).type()).isEqualTo(FrameType.HANDSHAKE_ACK);
        assertThat(relay.counters.drops(RelayCounters.Drop.NEXT)).isEqualTo(before + 1);
        assertThat(relay.view().neighbours()).doesNotContain(relay.id);
    }

    /// What no honest library builds: a layer whose next relay is the relay itself.
    private byte[] packetToSelf(TestRelay relay) {
        byte[] token = net.middleToken(relay);
        ByteBuffer layer =
                ByteBuffer.allocate(384 + 1132 + 100)
                        .put(new byte[] {1, 1, 0, 12, 12, 0, 0, 0})
                        .putInt((int) Instant.now().getEpochSecond())
                        .put(X25519PrivateKey.generate().publicKey().bytes())
                        .put(relay.id.bytes())
                        .putShort((short) token.length)
                        .put(token);
        TestCircuit any = new TestCircuit(net, List.of(), sender, receiver);
        byte[] inner = any.packet();
        layer.position(384).put(inner, 0, layer.remaining());
        layer.putShort(384 + 10, (short) 100);
        HpkeSender hpke =
                HpkeSender.open(
                        relay.onion.publicKey(), Labels.of("bb/circuit/v1", relay.id.bytes()));
        ByteBuffer packet =
                ByteBuffer.allocate(12_288)
                        .putShort((short) 0x0020)
                        .put(relay.onion.publicKey().keyId())
                        .putShort((short) (layer.capacity() + 16))
                        .put(hpke.enc());
        byte[] header = Arrays.copyOf(packet.array(), 1132);
        packet.position(1132).put(hpke.seal(header, layer.array()));
        return packet.array();
    }

    @Test
    @DisplayName("C38: a relay that the directory does not list is never dialled: E007")
    void an_unlisted_relay_is_not_dialled() {
        TestCircuit circuit = circuit(2);
        TestRelay rogue = net.relay(TestNet.policy(), HpkeKem.X25519);
        TestCircuit through =
                new TestCircuit(net, List.of(circuit.path.get(0), rogue), sender, receiver);
        through.ask();
        refused(through, 1, 7);
        assertThat(rogue.view().neighbours()).isEmpty();
    }

    @Test
    @DisplayName("C38: a relay's address answered by another key is not accepted: E007")
    void an_impostor_is_not_accepted() {
        TestCircuit circuit = circuit(2);
        TestRelay victim = circuit.path.get(1);
        int port = victim.server.address().getPort();
        victim.kill();
        TestRelay impostor = net.relay(TestNet.policy(), HpkeKem.X25519);
        net.relays.remove(impostor);
        impostor.known.relays(net.relays.stream().map(TestRelay::descriptor).toList());
        impostor.transport.close();
        impostor.start(port);
        circuit.ask();
        refused(circuit, 1, 7);
        assertThat(impostor.view().circuits()).isEmpty();
    }

    @Test
    @DisplayName("X06: a receiver that is attached nowhere is E007, told by the last relay")
    void nobody_attached() {
        TestCircuit circuit = circuit(2);
        TestPeer absent = new TestPeer(net);
        TestCircuit to = new TestCircuit(net, circuit.path, sender, absent);
        to.ask();
        refused(to, 2, 7);
    }

    @Test
    @DisplayName("C24: a next hop that does not answer in time is E008, and is told to forget it")
    void a_silent_receiver_times_out() {
        TestCircuit circuit =
                withPolicy(
                        TestNet.policy()
                                .withTimes(
                                        Duration.ofMillis(300),
                                        Duration.ofMinutes(5),
                                        Duration.ofHours(1)));
        circuit.ask();
        refused(circuit, 1, 8);
        TestPeer.Seen asked = TestPeer.next(receiver.arrivals);
        assertThat(receiver.nextClose(asked.circuit()).errorNumber()).isEqualTo(8);
        assertThat(net.relays.getFirst().view().circuits()).isEmpty();
    }

    @Test
    @DisplayName("C30, A22: set-ups beyond the rate of a link or of a receiver are E009")
    void setups_are_limited() {
        RelayLimits noMore = new RelayLimits(false, 100, 0, 0, 0, 1);
        TestCircuit circuit = withPolicy(RelayPolicy.of(noMore).withSetups(3, 100, 100));
        for (int i = 0; i < 3; i++) {
            new TestCircuit(net, circuit.path, sender, receiver).establish();
        }
        circuit.ask();
        assertThat(sender.nextClose(circuit.id)).isEqualTo(new ClosePayload(9, CloseLimit.RATE));
        TestPeer other = new TestPeer(net);
        other.connect(circuit.path.getFirst());
        TestCircuit byOther = new TestCircuit(net, circuit.path, other, receiver);
        byOther.ask();
        refused(byOther, 1, 9);
    }

    @Test
    @DisplayName("C19: more circuits on one client link than granted are closed with E009")
    void circuits_per_link_are_limited() {
        TestCircuit circuit = withPolicy(TestNet.policy().withSetups(100, 2, 100));
        circuit.establish();
        new TestCircuit(net, circuit.path, sender, receiver).establish();
        TestCircuit third = new TestCircuit(net, circuit.path, sender, receiver);
        third.ask();
        assertThat(sender.nextClose(third.id)).isEqualTo(new ClosePayload(9, CloseLimit.RATE));
    }
}
