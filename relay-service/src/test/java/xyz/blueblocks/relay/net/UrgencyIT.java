package xyz.blueblocks.relay.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.message.Priority;

/// Circuits of different urgency on one link that stands still and then takes bytes again.
final class UrgencyIT extends NetTest {
    private static final int CELLS = 3;
    private static final int URGENT = 16;

    /// More than the sockets on the way hold.
    private static final int OTHERS = 40;

    private static final int WAITING = 8 << 20;
    private static final int LOOKS = 100;

    private TestCircuit circuit(TestRelay relay, Priority priority) {
        TestCircuit circuit = new TestCircuit(net, net.relays, sender, receiver).sizes(18, 10);
        circuit.tokens.set(0, net.lastToken(relay, receiver.id, net.grant(40, priority)));
        return circuit.establish();
    }

    private long waiting(TestRelay relay) {
        return relay.onLoop(() -> {
            relay.core.sweep();
            return relay.counters.queuedBytes();
        });
    }

    private static void send(List<TestCircuit> circuits) {
        for (int i = 0; i < CELLS; i++) {
            circuits.forEach(each -> each.sendForward(new byte[1]));
        }
    }

    /// Returns when the relay has all these cells and none of what waits has left for a while.
    private void standsStill(TestRelay relay, int cells) {
        AtomicLong before = new AtomicLong();
        AtomicInteger looks = new AtomicInteger();
        Eventually.holds(
                "the link stands still",
                () -> {
                    long waits = waiting(relay);
                    boolean same = before.getAndSet(waits) == waits;
                    return relay.counters.cells() == cells
                            && (same ? looks.incrementAndGet() : looks.getAndSet(0)) > LOOKS;
                });
        assertThat(waiting(relay)).isGreaterThan(WAITING);
    }

    @Test
    @DisplayName(
            "B04: where cells wait for a link, an emergency's leave before those that came earlier,"
                    + " and these are not starved")
    void an_emergency_goes_first() {
        TestRelay relay = net.relays(1, HpkeKem.X25519).getFirst();
        receiver.attach(relay);
        sender.connect(relay);
        List<TestCircuit> others = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            others.add(circuit(relay, i % 2 == 0 ? Priority.NORMAL : Priority.LOW));
        }
        List<TestCircuit> urgent = new ArrayList<>();
        for (int i = 0; i < URGENT; i++) {
            urgent.add(circuit(relay, Priority.EMERGENCY));
        }
        CountDownLatch standstill = new CountDownLatch(1);
        receiver.standstill = standstill;
        send(others);
        standsStill(relay, OTHERS * CELLS);
        send(urgent);
        int emergency = URGENT * CELLS;
        standsStill(relay, OTHERS * CELLS + emergency);
        standstill.countDown();

        List<CircuitId> order = new ArrayList<>();
        for (int i = 0; i < (OTHERS + URGENT) * CELLS; i++) {
            order.add(TestPeer.next(receiver.order));
        }
        List<CircuitId> ids = urgent.stream().map(each -> each.receiverId).toList();
        int begin = order.indexOf(order.stream().filter(ids::contains).findFirst().orElseThrow());
        List<CircuitId> inQueue = order.subList(begin, order.size());
        int last = lastOf(inQueue, ids);
        assertThat(last + 1 - emergency)
                .as("cells of others while %s of emergencies left", emergency)
                .isBetween(emergency / 8, emergency / 7 + 1);
        assertThat(inQueue.size() - last).as("others wait behind").isGreaterThan(emergency / 4);
    }

    private static int lastOf(List<CircuitId> order, List<CircuitId> ids) {
        int last = -1;
        for (int i = 0; i < order.size(); i++) {
            if (ids.contains(order.get(i))) {
                last = i;
            }
        }
        return last;
    }
}
