package xyz.blueblocks.relay.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.onion.SetupAnswer;
import xyz.blueblocks.relay.core.RelayPolicy;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.ClosePayload;

/// A network with a sender and a receiver, anew for every test.
abstract class NetTest {
    @TempDir Path folder;
    TestNet net;
    TestPeer sender;
    TestPeer receiver;

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

    /// A circuit that is not asked for yet, with both its ends linked.
    TestCircuit circuit(int relays) {
        List<TestRelay> path = net.relays(relays, HpkeKem.X25519);
        receiver.attach(path.getLast());
        sender.connect(path.getFirst());
        return new TestCircuit(net, path, sender, receiver);
    }

    TestCircuit withPolicy(RelayPolicy policy) {
        net.relay(policy, HpkeKem.X25519);
        net.publish();
        receiver.attach(net.relays.getFirst());
        sender.connect(net.relays.getFirst());
        return new TestCircuit(net, net.relays, sender, receiver);
    }

    static void refused(TestCircuit circuit, int hop, int error) {
        assertThat(circuit.answer())
                .isInstanceOfSatisfying(
                        SetupAnswer.RefusedAt.class,
                        at -> {
                            assertThat(at.hop()).isEqualTo(hop);
                            assertThat(at.error()).isEqualTo(error);
                        });
    }

    void ended(TestCircuit circuit, int error, CloseLimit limit) {
        ClosePayload expected = new ClosePayload(error, limit);
        assertThat(sender.nextClose(circuit.id)).isEqualTo(expected);
        assertThat(receiver.nextClose(circuit.receiverId)).isEqualTo(expected);
    }
}
