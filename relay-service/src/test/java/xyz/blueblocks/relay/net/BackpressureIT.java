package xyz.blueblocks.relay.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.credit.SendCredit;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.ClosePayload;
import xyz.blueblocks.wire.frame.CreditPayload;
import xyz.blueblocks.wire.frame.FrameType;

/// Receivers that stand still, and what that costs the others.
final class BackpressureIT {
    private static final int CELL = (1 << 18) + 256;

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

    /// Sends as long as the relay grants; the number of cells that went.
    private int sendAll(TestCircuit circuit, SendCredit credit, int most) {
        int sent = 0;
        while (sent < most && credit.take(CELL)) {
            circuit.sendForward(new byte[1]);
            sent++;
        }
        return sent;
    }

    private void takeGrants(TestCircuit circuit, SendCredit credit) {
        List<TestPeer.Seen> got = new ArrayList<>();
        sender.frames(circuit.id).drainTo(got);
        for (TestPeer.Seen each : got) {
            assertThat(each.type()).isEqualTo(FrameType.DATA_ACK);
            byte[] payload = each.payload().bytes;
            assertThat(
                            credit.grant(
                                    CreditPayload.decode(payload, 0, payload.length)
                                            .orElseThrow()
                                            .bytes()))
                    .isTrue();
        }
    }

    @Test
    @DisplayName(
            "C21: a receiver that grants nothing stops its own sender; the relay holds no more than credit")
    void a_receiver_that_stands_still_stops_its_sender() {
        List<TestRelay> path = net.relays(2, HpkeKem.X25519);
        receiver.attach(path.getLast());
        sender.connect(path.getFirst());
        TestPeer awake = new TestPeer(net);
        awake.attach(path.getLast());
        TestCircuit slow = new TestCircuit(net, path, sender, receiver).sizes(18, 10).establish();
        TestCircuit fast = new TestCircuit(net, path, sender, awake).sizes(18, 10).establish();
        receiver.grants = false;

        SendCredit credit = new SendCredit(CELL);
        int sent = 0;
        long quietSince = System.nanoTime();
        while (System.nanoTime() - quietSince < 500_000_000L) {
            int more = sendAll(slow, credit, 100);
            sent += more;
            quietSince = more > 0 ? System.nanoTime() : quietSince;
            takeGrants(slow, credit);
        }
        // First credit of three links, and not one cell more.
        assertThat(sent).isBetween(6, 9);
        for (TestRelay relay : path) {
            long waiting = relay.onLoop(() -> relay.counters.queuedBytes());
            assertThat(waiting).isLessThanOrEqualTo(1 << 20);
        }
        for (int i = 0; i < 40; i++) {
            fast.sendForward(new byte[] {(byte) i});
            assertThat(fast.receiveForward()).containsExactly((byte) i);
        }
        receiver.grants = true;
        receiver.link.sendCredit(slow.receiverId, 1 << 20);
        receiver.link.sendCredit(slow.receiverId, 1 << 20);
        for (int i = 0; i < sent; i++) {
            slow.receiveForward();
        }
    }

    @Test
    @DisplayName(
            "C22: over the cap the circuits that waited longest are closed with E009; live ones go on")
    void the_oldest_queue_gives_way() {
        net.relay(TestNet.policy().withQueueCapBytes(2 << 20), HpkeKem.X25519);
        net.publish();
        TestRelay relay = net.relays.getFirst();
        receiver.attach(relay);
        sender.connect(relay);
        TestPeer awake = new TestPeer(net);
        awake.attach(relay);
        TestCircuit live =
                new TestCircuit(net, net.relays, sender, awake).sizes(18, 10).establish();
        receiver.grants = false;
        List<TestCircuit> stalled = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            TestCircuit each =
                    new TestCircuit(net, net.relays, sender, receiver).sizes(18, 10).establish();
            for (int n = 0; n < 6; n++) {
                each.sendForward(new byte[1]);
            }
            stalled.add(each);
            live.sendForward(new byte[] {(byte) i});
            assertThat(live.receiveForward()).containsExactly((byte) i);
        }
        assertThat(sender.nextClose(stalled.getFirst().id))
                .isEqualTo(new ClosePayload(9, CloseLimit.TOTAL_QUEUE));
        Eventually.holds(
                "queues drained",
                () -> relay.onLoop(() -> relay.counters.queuedBytes()) <= 2 << 20);
        assertThat(relay.counters.drops(xyz.blueblocks.relay.core.RelayCounters.Drop.QUEUE))
                .isBetween(1L, 4L);
        live.sendForward(new byte[] {9});
        assertThat(live.receiveForward()).containsExactly(9);
    }
}
