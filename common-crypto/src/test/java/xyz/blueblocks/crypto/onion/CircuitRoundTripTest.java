package xyz.blueblocks.crypto.onion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.session.OpenedRecord;
import xyz.blueblocks.crypto.session.OutgoingMessage;
import xyz.blueblocks.crypto.session.RecordOpener;
import xyz.blueblocks.crypto.session.RecordSealer;
import xyz.blueblocks.crypto.session.SessionKeys;

/// Whole circuits, from the packet to cells in both directions.
class CircuitRoundTripTest {
    private static final long NOW = 5_000_000L;

    static Stream<Arguments> lengths() {
        return IntStream.rangeClosed(0, 5)
                .boxed()
                .flatMap(h -> Stream.of(HpkeKem.values()).map(kem -> Arguments.of(h, kem)));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    @DisplayName(
            "C16, C17, X05, X10: a circuit of any length passes messages both ways, all sizes equal on all links")
    void passes_messages_both_ways(int relays, HpkeKem kem) {
        AeadSuite suite = relays % 2 == 0 ? AeadSuite.AES_256_GCM : AeadSuite.CHACHA20_POLY1305;
        CircuitFixture circuit =
                new CircuitFixture(relays, kem, 12, 10, true).establish(suite, NOW);

        assertThat(circuit.setup.packet()).hasSize(OnionPacket.SIZE);
        assertThat(circuit.circuits).allSatisfy(c -> assertThat(c.answer()).hasSize(3072));
        assertThat(circuit.setup.postQuantum()).isEqualTo(kem == HpkeKem.XWING);
        assertThat(circuit.senderKeys.postQuantum()).isTrue();
        assertThat(circuit.senderKeys.transcript()).isEqualTo(circuit.receiverKeys.transcript());
        for (int round = 0; round < 3; round++) {
            exchange(circuit, circuit.senderKeys, circuit.receiverKeys, true);
            exchange(circuit, circuit.receiverKeys, circuit.senderKeys, false);
        }
    }

    private static void exchange(
            CircuitFixture circuit, SessionKeys from, SessionKeys to, boolean forward) {
        RecordSealer sealer = from.sealer();
        byte[] body = circuit.bytes(sealer.capacity() / 2);
        byte[] cell = new byte[sealer.cellBytes()];
        sealer.seal(3, body, 0, body.length, cell, 0, NOW);
        byte[] arrived = (forward ? circuit.forward(cell) : circuit.back(cell)).orElseThrow();
        OpenedRecord record = to.opener().open(arrived, 0, arrived.length, NOW);
        assertThat(record)
                .isInstanceOfSatisfying(
                        OpenedRecord.Fragment.class,
                        f -> {
                            assertThat(f.type()).isEqualTo(3);
                            assertThat(bytes(f)).isEqualTo(body);
                        });
    }

    static byte[] bytes(OpenedRecord.Fragment f) {
        return Arrays.copyOfRange(f.array(), f.offset(), f.offset() + f.length());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 12, 14, 16, 18, 20})
    @DisplayName(
            "C17, X10: cells of every size pass five relays, and a chunk's 2^k bytes with its tag always fit")
    void passes_cells_of_every_size(int k) {
        CircuitFixture circuit =
                new CircuitFixture(5, HpkeKem.X25519, k, k, false)
                        .establish(AeadSuite.AES_256_GCM, NOW);
        RecordSealer sealer = circuit.senderKeys.sealer();
        RecordOpener opener = circuit.receiverKeys.opener();

        assertThat(sealer.cellBytes()).isEqualTo((1 << k) + 256);
        assertThat(sealer.rawCapacity()).isGreaterThanOrEqualTo((1 << k) + 16);
        byte[] chunk = circuit.bytes((1 << k) + 16);
        byte[] id = circuit.bytes(16);
        byte[] cell = new byte[sealer.cellBytes() + 7];
        sealer.chunk(id, 77).seal(chunk, 0, chunk.length, true, cell, 7, NOW);
        byte[] arrived = circuit.forward(Arrays.copyOfRange(cell, 7, cell.length)).orElseThrow();

        assertThat(opener.open(arrived, 0, arrived.length, NOW))
                .isInstanceOfSatisfying(
                        OpenedRecord.Fragment.class,
                        f -> {
                            assertThat(f.isChunk()).isTrue();
                            assertThat(f.hasChunkId(id)).isTrue();
                            assertThat(f.sequence()).isEqualTo(77);
                            assertThat(bytes(f)).isEqualTo(chunk);
                        });
        assertThat(circuit.senderKeys.postQuantum()).isFalse();
    }

    @Test
    @DisplayName(
            "E04, X08: a chunk of 1 MiB with its tag fills four cells of k = 18 through five relays")
    void a_chunk_fills_whole_cells() {
        CircuitFixture circuit =
                new CircuitFixture(5, HpkeKem.X25519, 18, 10, false)
                        .establish(AeadSuite.AES_256_GCM, NOW);
        byte[] chunk = circuit.bytes((1 << 20) + 16);
        byte[] got = new byte[chunk.length];
        OutgoingMessage message = circuit.senderKeys.sealer().chunk(new byte[16], 0);
        for (int i = 0; i < 4; i++) {
            int at = i << 18;
            int n = i < 3 ? 1 << 18 : (1 << 18) + 16;
            byte[] cell = new byte[circuit.senderKeys.sealer().cellBytes()];
            message.seal(chunk, at, n, i == 3, cell, 0, NOW);
            byte[] arrived = circuit.forward(cell).orElseThrow();
            OpenedRecord record =
                    circuit.receiverKeys.opener().open(arrived, 0, arrived.length, NOW);
            OpenedRecord.Fragment f = (OpenedRecord.Fragment) record;
            System.arraycopy(f.array(), f.offset(), got, at, f.length());
            assertThat(f.last()).isEqualTo(i == 3);
        }
        assertThat(got).isEqualTo(chunk);
    }

    @Test
    @DisplayName(
            "C16: a relay learns its place, the next peer, its token and cell sizes, nothing of the ends")
    void a_relay_learns_its_own_layer_only() {
        CircuitFixture circuit = new CircuitFixture(5, HpkeKem.XWING, 12, 10, true);
        byte[] atReceiver = circuit.travel();

        for (int i = 0; i < 5; i++) {
            RelayLayer layer = circuit.layers.get(i);
            boolean last = i == 4;
            assertThat(layer.place()).isEqualTo(i + 1);
            assertThat(layer.next())
                    .isEqualTo(last ? circuit.receiver.id : circuit.relays.get(i + 1).id);
            assertThat(layer.action())
                    .isEqualTo(last ? RelayLayer.Action.DELIVER : RelayLayer.Action.FORWARD);
            assertThat(layer.token()).isEqualTo(CircuitFixture.token(i));
            assertThat(layer.kForward()).isEqualTo(12);
            assertThat(layer.kBack()).isEqualTo(10);
            assertThat(layer.issuedNear(CircuitFixture.ISSUED.plusSeconds(120))).isTrue();
            assertThat(layer.issuedNear(CircuitFixture.ISSUED.plusSeconds(121))).isFalse();
            assertThat(layer.issuedNear(CircuitFixture.ISSUED.minusSeconds(121))).isFalse();
        }
        assertThat(circuit.receive(atReceiver).handshake()).isEqualTo(circuit.handshake);
        assertThat(circuit.responder.relays()).isEqualTo(5);
    }
}
