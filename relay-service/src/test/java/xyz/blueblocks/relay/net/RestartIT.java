package xyz.blueblocks.relay.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.onion.SetupAnswer;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.FrameType;

/// What a relay remembers across its own end.
final class RestartIT {
    @TempDir Path folder;
    private TestNet net;
    private TestPeer sender;
    private TestPeer receiver;
    private TestCircuit used;
    private byte[] packet;

    @BeforeEach
    void useOnePacket() {
        net = new TestNet(folder);
        sender = new TestPeer(net);
        receiver = new TestPeer(net);
        List<TestRelay> path = net.relays(1, HpkeKem.X25519);
        receiver.attach(path.getFirst());
        sender.connect(path.getFirst());
        used = new TestCircuit(net, path, sender, receiver);
        packet = used.packet();
        sender.send(FrameType.HANDSHAKE, used.id, packet);
        used.receive();
        used.answer();
    }

    @AfterEach
    void end() throws Exception {
        net.close();
    }

    private void reconnect(TestRelay relay) {
        receiver.attach(relay);
        sender.connect(relay);
    }

    @Test
    @DisplayName("C31: after an orderly restart a used packet and a used token are still E015")
    void used_packets_and_tokens_stay_used() {
        TestRelay relay = net.relays.getFirst();
        relay.close();
        relay.start(0);
        reconnect(relay);
        CircuitId again = CircuitId.random(net.random);
        sender.send(FrameType.HANDSHAKE, again, packet);
        assertThat(sender.nextClose(again).errorNumber()).isEqualTo(15);
        TestCircuit withToken = new TestCircuit(net, net.relays, sender, receiver);
        withToken.tokens = used.tokens;
        withToken.ask();
        assertThat(withToken.answer()).isEqualTo(new SetupAnswer.RefusedAt(1, 15));
        new TestCircuit(net, net.relays, sender, receiver).establish();
    }

    @Test
    @DisplayName("C31: after a kill every packet issued before the start is E015, new ones pass")
    void packets_from_before_a_crash_are_refused() {
        TestRelay relay = net.relays.getFirst();
        TestCircuit before = new TestCircuit(net, net.relays, sender, receiver);
        byte[] unused = before.packet();
        relay.kill();
        relay.start(0);
        reconnect(relay);
        sender.send(FrameType.HANDSHAKE, before.id, unused);
        assertThat(before.answer()).isEqualTo(new SetupAnswer.RefusedAt(1, 15));
        CircuitId again = CircuitId.random(net.random);
        sender.send(FrameType.HANDSHAKE, again, packet);
        assertThat(sender.nextClose(again).errorNumber()).isEqualTo(15);
        TestCircuit later = new TestCircuit(net, net.relays, sender, receiver);
        later.issuedOffsetSeconds = 2;
        later.establish();
    }
}
