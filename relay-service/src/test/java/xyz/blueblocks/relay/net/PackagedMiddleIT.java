package xyz.blueblocks.relay.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.json.JsonObject;

/// A relay in a process of its own among others: what is left of a circuit in it, and its end.
final class PackagedMiddleIT {
    private static final String CANARY = "PHI-CANARY-7c1f0b9e4ad25e83";
    private static final int DRAIN_SECONDS = 30;

    @TempDir Path folder;
    private TestNet net;
    private TestRelay first;
    private TestRelay last;
    private PackagedRelay middle;
    private TestPeer sender;
    private TestPeer receiver;

    @BeforeEach
    void begin() {
        net = new TestNet(folder);
        first = net.relay(TestNet.policy(), HpkeKem.X25519);
        last = net.relay(TestNet.policy(), HpkeKem.X25519);
        middle =
                PackagedRelay.start(
                        net,
                        folder.resolve("packaged"),
                        Map.of("blueblocks.relay.drain", DRAIN_SECONDS + "s"));
        List<JsonObject> all = List.of(first.descriptor(), middle.descriptor(), last.descriptor());
        net.relays.forEach(relay -> relay.known.relays(all));
        sender = new TestPeer(net);
        receiver = new TestPeer(net);
    }

    @AfterEach
    void end() throws Exception {
        net.close();
    }

    @Test
    @DisplayName(
            "C16, C18: heap, disk, log and metrics of a middle relay hold neither the sender, nor the"
                    + " receiver, nor what they say")
    void a_middle_relay_holds_nothing() throws Exception {
        receiver.attach(last);
        sender.connect(first);
        TestCircuit circuit =
                new TestCircuit(net, List.of(first, middle, last), sender, receiver).establish();
        byte[] said = CANARY.repeat(30).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 20; i++) {
            circuit.sendForward(said);
            assertThat(circuit.receiveForward()).isEqualTo(said);
            circuit.sendBack(said);
            assertThat(circuit.receiveBack()).isEqualTo(said);
        }
        Path dump = folder.resolve("heap.hprof");
        Process jcmd =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(middle.process.pid()),
                                "GC.heap_dump",
                                "-all",
                                dump.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("jcmd.txt").toFile())
                        .start();
        assertThat(jcmd.waitFor(5, TimeUnit.MINUTES)).isTrue();
        byte[] heap = Files.readAllBytes(dump);
        assertThat(holds(heap, first.id)).as("the search finds what is there").isTrue();
        assertThat(holds(heap, last.id)).isTrue();
        nothingIn("heap", heap);
        for (Path file : files(middle.folder)) {
            nothingIn(file.toString(), Files.readAllBytes(file));
        }
        nothingIn("metrics", middle.get("q/metrics").getBytes(StandardCharsets.UTF_8));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private void nothingIn(String where, byte[] bytes) {
        assertThat(holds(bytes, sender.id)).as("sender in " + where).isFalse();
        assertThat(holds(bytes, receiver.id)).as("receiver in " + where).isFalse();
        assertThat(holds(bytes, CANARY.getBytes(StandardCharsets.US_ASCII)))
                .as("plaintext in " + where)
                .isFalse();
    }

    /// As text or as the key's bytes.
    private static boolean holds(byte[] bytes, PeerId peer) {
        return holds(bytes, peer.toString().getBytes(StandardCharsets.US_ASCII))
                || holds(bytes, peer.publicKey().bytes());
    }

    private static boolean holds(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (bytes[i] == wanted[0]
                    && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    @Test
    @DisplayName(
            "C29: told to stop, a relay tells its clients where to go, takes nobody new, lets circuits go on"
                    + " while they move, and exits with 0")
    void a_stopping_relay_lets_its_clients_move() throws Exception {
        receiver.attach(middle);
        sender.connect(middle);
        TestCircuit circuit = new TestCircuit(net, List.of(middle), sender, receiver).establish();
        long began = System.nanoTime();
        middle.process.destroy();

        List<JsonObject> told = new ArrayList<>();
        for (TestPeer client : List.of(sender, receiver)) {
            JsonObject goAway = TestPeer.next(client.controls);
            assertThat(goAway.text("type")).contains("GOAWAY");
            assertThat(goAway.text()).contains(first.id.toString(), last.id.toString());
            assertThat(goAway.text()).doesNotContain(middle.id().toString());
            told.add(goAway);
        }
        assertThat(told).hasSize(2);
        assertThat(middle.status("q/health/ready")).isNotEqualTo(200);
        Assertions.assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket("127.0.0.1", middle.address().getPort()).close());
        circuit.sendForward(new byte[] {1});
        assertThat(circuit.receiveForward()).containsExactly(1);

        TestPeer moved = new TestPeer(net, receiver.key);
        moved.attach(last);
        TestPeer movedSender = new TestPeer(net, sender.key);
        movedSender.connect(first);
        TestCircuit next =
                new TestCircuit(net, List.of(first, last), movedSender, moved).establish();
        sender.link.close();
        receiver.link.close();
        next.sendForward(new byte[] {2});
        assertThat(next.receiveForward()).containsExactly(2);

        assertThat(middle.process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(middle.process.exitValue()).as(middle.said()).isZero();
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began))
                .isLessThan(DRAIN_SECONDS + 10);
        assertThat(middle.folder.resolve("state").resolve("clean")).exists();
    }
}
