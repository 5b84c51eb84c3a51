package xyz.blueblocks.relay.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.ClosePayload;
import xyz.blueblocks.wire.frame.FrameType;

/// What many peers, honest and not, cost a relay in a process of its own.
final class PackagedRelayIT {
    /// Row C20 asks for 10 000: `-Dblueblocks.test.cycles=10000`, some minutes.
    private static final int CYCLES = Integer.getInteger("blueblocks.test.cycles", 1000);

    private static final int AT_ONCE = 4;
    private static final int STALLED = 1000;
    private static final int CELLS_EACH = 3;
    private static final int HALF_OPEN = 5000;
    private static final long QUEUE_CAP_BYTES = 16L << 20;
    private static final long MIB = 1 << 20;

    @TempDir private static Path folder;
    private static TestNet net;
    private static PackagedRelay relay;

    @BeforeAll
    static void start() {
        net = new TestNet(folder);
        relay =
                PackagedRelay.start(
                        net,
                        folder.resolve("packaged"),
                        Map.of(
                                "blueblocks.relay.limits.queue-bytes",
                                Long.toString(QUEUE_CAP_BYTES),
                                "blueblocks.relay.limits.setup-burst",
                                "100000"));
    }

    @AfterAll
    static void stop() throws Exception {
        net.close();
    }

    private static TestPeer attached() {
        TestPeer peer = new TestPeer(net);
        peer.attach(relay);
        return peer;
    }

    private static TestPeer connected() {
        TestPeer peer = new TestPeer(net);
        peer.connect(relay);
        return peer;
    }

    private static TestCircuit circuit(TestPeer sender, TestPeer receiver) {
        return new TestCircuit(net, List.of(relay), sender, receiver);
    }

    @Test
    @DisplayName(
            "C33: bytes, cells, circuits, links, attachments and drops by reason move with what happens")
    void metrics_move() {
        double cells = relay.metric("cells_total");
        double bytes = relay.metric("forwarded_bytes_total");
        double opened = relay.metric("circuits_opened_circuits_total");
        double closed = relay.metric("circuits_closed_circuits_total");
        double refused = relay.metric("drops_total{reason=\"token\"}");
        double open = relay.metric("circuits_open_circuits");
        double links = relay.metric("links");
        double attached = relay.metric("attached_peers");
        TestPeer sender = connected();
        TestPeer receiver = attached();
        TestCircuit circuit = circuit(sender, receiver).establish();
        for (int i = 0; i < 7; i++) {
            circuit.sendForward(new byte[1]);
            circuit.receiveForward();
        }
        TestCircuit forbidden = circuit(sender, receiver);
        forbidden.tokens.set(0, new byte[149]);
        NetTest.refused(forbidden.ask(), 1, 2);

        assertThat(relay.metric("cells_total")).isEqualTo(cells + 7);
        assertThat(relay.metric("forwarded_bytes_total")).isEqualTo(bytes + 7 * 4352);
        assertThat(relay.metric("circuits_opened_circuits_total")).isEqualTo(opened + 1);
        Eventually.holds(
                "the relay is there",
                () -> relay.metric("drops_total{reason=\"token\"}") == refused + 1);
        Eventually.holds(
                "the relay is there", () -> relay.metric("circuits_open_circuits") == open + 1);
        Eventually.holds("the relay is there", () -> relay.metric("links") == links + 2);
        Eventually.holds(
                "the relay is there", () -> relay.metric("attached_peers") == attached + 1);
        sender.link.close();
        receiver.link.close();
        Eventually.holds(
                "the relay is there", () -> relay.metric("circuits_open_circuits") == open);
        Eventually.holds("the relay is there", () -> relay.metric("links") == links);
        assertThat(relay.metric("circuits_closed_circuits_total")).isEqualTo(closed + 1);
        assertThat(relay.get("q/metrics")).doesNotContain("12D3KooW");
    }

    @Test
    @DisplayName(
            "C22, C33: 1 000 stalled circuits: memory stays bounded, the oldest are closed with E009, live"
                    + " ones go on, and the queue's age and bytes show")
    void stalled_circuits_are_bounded() throws Exception {
        TestPeer receiver = attached();
        TestPeer awake = attached();
        TestPeer sender = connected();
        TestPeer other = connected();
        TestCircuit live = circuit(other, awake).establish();
        List<TestCircuit> stalled = new ArrayList<>();
        for (int i = 0; i < STALLED; i++) {
            stalled.add(circuit(sender, receiver).sizes(14, 10).establish());
        }
        double closed = relay.metric("drops_total{reason=\"queue\"}");
        long before = relay.residentBytes();
        CountDownLatch standstill = new CountDownLatch(1);
        receiver.standstill = standstill;
        double queued = 0;
        double age = 0;
        for (int i = 0; i < STALLED; i++) {
            for (int n = 0; n < CELLS_EACH; n++) {
                stalled.get(i).sendForward(new byte[] {(byte) i});
            }
            if (i % 50 == 49) {
                live.sendForward(new byte[] {(byte) i});
                assertThat(live.receiveForward()).containsExactly((byte) i);
                queued = Math.max(queued, relay.metric("queued_bytes"));
                age = Math.max(age, relay.metric("queue_age_milliseconds"));
            }
        }
        Eventually.holds(
                "the relay is there",
                () -> relay.metric("drops_total{reason=\"queue\"}") > closed + 100);
        Eventually.holds("the relay is there", () -> evicted(sender, stalled).size() > 100);
        List<Integer> evicted = evicted(sender, stalled);
        // The first ones' cells went into the sockets' buffers; then each eviction took the oldest.
        assertThat(evicted.getLast() - evicted.getFirst()).isEqualTo(evicted.size() - 1);
        assertThat(evicted.getLast()).isLessThan(STALLED - 1);
        assertThat(queued).isBetween(1.0 * MIB, 1.0 * QUEUE_CAP_BYTES);
        assertThat(age).isPositive();
        assertThat(relay.residentBytes() - before).isLessThan(QUEUE_CAP_BYTES + 64 * MIB);
        receiver.standstill = null;
        standstill.countDown();
        TestCircuit youngest = stalled.getLast();
        for (int n = 0; n < CELLS_EACH; n++) {
            assertThat(youngest.receiveForward()).containsExactly((byte) (STALLED - 1));
        }
        for (TestPeer each : List.of(receiver, awake, sender, other)) {
            each.link.close();
        }
        Eventually.holds(
                "the relay is there",
                () -> relay.metric("queued_bytes") == 0 && relay.metric("links") == 0);
    }

    /// Which of the circuits the relay has closed, each with E009 and the limit's name.
    private static List<Integer> evicted(TestPeer sender, List<TestCircuit> stalled) {
        List<Integer> closed = new ArrayList<>();
        for (int i = 0; i < stalled.size(); i++) {
            for (TestPeer.Seen seen : sender.frames(stalled.get(i).id)) {
                if (seen.type() == FrameType.CLOSE) {
                    ClosePayload why =
                            ClosePayload.decode(seen.payload().bytes, 0, ClosePayload.BYTES)
                                    .orElseThrow();
                    assertThat(why).isEqualTo(new ClosePayload(9, CloseLimit.TOTAL_QUEUE));
                    closed.add(i);
                }
            }
        }
        return closed;
    }

    @Test
    @DisplayName(
            "C20: two peers that connect, attach, build a circuit and disconnect 1 000 times leave no link,"
                    + " reservation, circuit, queued byte or socket behind")
    void cycles_leave_nothing() throws Exception {
        cycles(100);
        Eventually.holds("the relay is there", PackagedRelayIT::isEmpty);
        long sockets = relay.descriptors();
        long memory = relay.residentBytes();
        cycles(CYCLES);
        Eventually.holds("the relay is there", PackagedRelayIT::isEmpty);
        Eventually.holds("the relay is there", () -> openFiles() <= sockets);
        assertThat(relay.residentBytes() - memory).isLessThan(64 * MIB);
    }

    private static long openFiles() {
        try {
            return relay.descriptors();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isEmpty() {
        return relay.get("api/v1/introspection")
                        .equals("{\"attached\":[],\"circuits\":[],\"neighbours\":[]}")
                && relay.metric("circuits_open_circuits") == 0
                && relay.metric("setups_pending_circuits") == 0
                && relay.metric("queued_bytes") == 0;
    }

    private static void cycles(int count) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService crowd = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int i = 0; i < AT_ONCE; i++) {
                all.add(crowd.submit(() -> cyclesOfOne(count / AT_ONCE)));
            }
        }
        for (Future<?> each : all) {
            each.get();
        }
    }

    /// Each ends another way: without a circuit, before its set-up is answered, with a circuit,
    /// with cells under way.
    private static void cyclesOfOne(int count) {
        try (TestPeer sender = new TestPeer(net);
                TestPeer receiver = new TestPeer(net)) {
            for (int i = 0; i < count; i++) {
                receiver.attach(relay);
                sender.attach(relay);
                TestCircuit circuit = circuit(sender, receiver);
                if (i % 4 == 1) {
                    circuit.ask();
                } else if (i % 4 > 1) {
                    circuit.establish();
                }
                for (int cells = 0; cells < 8 && i % 4 == 3; cells++) {
                    circuit.sendForward(new byte[1]);
                }
                (i % 8 < 4 ? sender : receiver).link.close();
                (i % 8 < 4 ? receiver : sender).link.close();
                TestPeer.next(sender.closed);
                TestPeer.next(receiver.closed);
                receiver.arrivals.clear();
                receiver.circuits.clear();
                sender.circuits.clear();
            }
        }
    }

    @Test
    @DisplayName(
            "C30: 5 000 half-open sockets cost the process less than 100 MiB, and an honest client gets in")
    void half_open_sockets_are_cheap() throws Exception {
        connected().link.close();
        long before = relay.residentBytes();
        List<Socket> flood = new ArrayList<>();
        try {
            for (int i = 0; i < HALF_OPEN; i++) {
                Socket socket =
                        new Socket(
                                InetAddress.ofLiteral("127.0.0.1"),
                                relay.address().getPort(),
                                InetAddress.ofLiteral("127.0.1." + (1 + i % 100)),
                                0);
                flood.add(socket);
                if (i % 2 == 0) {
                    socket.getOutputStream().write(0x16);
                }
            }
            TestPeer honest = connected();
            assertThat(honest.link.isOpen()).isTrue();
            assertThat(relay.residentBytes() - before).isLessThan(100 * MIB);
            honest.link.close();
        } finally {
            for (Socket socket : flood) {
                socket.close();
            }
        }
    }
}
