package xyz.blueblocks.crypto.onion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.crypto.SecretBytes;

/// Cells under the relays' layers, honest and hostile.
class CellLayersTest {
    private static final int K = 10;
    private static final int C = 1280;
    private final java.util.SplittableRandom random = new java.util.SplittableRandom(7);

    /// Hop keys from constants: the same ones whenever asked.
    private static HopKeys keys(int place) {
        byte[] exported = new byte[32];
        byte[] dh = new byte[32];
        Arrays.fill(exported, (byte) place);
        Arrays.fill(dh, (byte) (place + 100));
        return HopKeys.derive(
                SecretBytes.take(exported),
                SecretBytes.take(dh),
                new byte[OnionPacket.ENC_BYTES],
                new byte[32],
                new byte[32]);
    }

    private static SenderLayers sender(int relays) {
        return new SenderLayers(
                new CircuitShape(K, K, 0),
                places(relays).mapToObj(i -> keys(i).sealForward()).toList(),
                places(relays).mapToObj(i -> keys(i).openBack()).toList());
    }

    private static List<ForwardLayer> forward(int relays) {
        return places(relays).mapToObj(CellLayersTest::forwardAt).toList();
    }

    private static ForwardLayer forwardAt(int place) {
        return new ForwardLayer(keys(place).openForward(), place, C);
    }

    private static List<BackLayer> back(int relays) {
        return places(relays).mapToObj(i -> new BackLayer(keys(i).sealBack(), i, C)).toList();
    }

    private static IntStream places(int relays) {
        return IntStream.rangeClosed(1, relays);
    }

    private byte[] record(int relays) {
        byte[] cell = new byte[C];
        random.nextBytes(cell);
        Arrays.fill(cell, C - 16 * relays, C, (byte) 0);
        return cell;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    @DisplayName(
            "C17, X10: sealed by the sender and peeled by every relay, a record arrives with zeros where tags were")
    void forward_cells_arrive(int relays) {
        SenderLayers sender = sender(relays);
        List<ForwardLayer> path = forward(relays);
        ReceiverLayers receiver = new ReceiverLayers(relays, K, K);
        for (int n = 0; n < 4; n++) {
            byte[] expected = record(relays);
            byte[] cell = expected.clone();
            sender.seal(cell, 0);
            for (ForwardLayer layer : path) {
                byte[] out = new byte[C];
                assertThat(layer.peel(cell, 0, C, out, 0)).isTrue();
                cell = out;
            }
            assertThat(cell).isEqualTo(expected);
            assertThat(receiver.open(cell, 0, C)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    @DisplayName(
            "C17, X10: wrapped by every relay, in place or not, a record from the receiver opens at the sender")
    void back_cells_arrive(int relays) {
        SenderLayers sender = sender(relays);
        List<BackLayer> path = back(relays);
        for (int n = 0; n < 4; n++) {
            byte[] expected = record(relays);
            byte[] cell = expected.clone();
            new ReceiverLayers(relays, K, K).seal(cell, 0);
            for (int i = relays - 1; i >= 0; i--) {
                byte[] out = n % 2 == 0 ? cell : new byte[C];
                assertThat(path.get(i).wrap(cell, 0, C, out, 0)).isTrue();
                cell = out;
            }
            assertThat(sender.open(cell, 0, C)).isTrue();
            byte[] got =
                    Arrays.copyOfRange(
                            sender.record(),
                            sender.recordOffset(),
                            sender.recordOffset() + C - 16 * relays);
            assertThat(got).isEqualTo(Arrays.copyOf(expected, C - 16 * relays));
        }
    }

    @Test
    @DisplayName(
            "C16, C17: one flipped bit at any position of a cell, tags and filler included, is refused at every place")
    void relays_refuse_a_flip_at_every_position() {
        byte[] cell = record(5);
        sender(5).seal(cell, 0);
        for (int place = 1; place <= 5; place++) {
            byte[] out = new byte[C];
            for (int at = 0; at < C; at++) {
                byte bit = (byte) (1 << random.nextInt(8));
                cell[at] ^= bit;
                assertThat(forwardAt(place).peel(cell, 0, C, out, 0)).as("byte " + at).isFalse();
                cell[at] ^= bit;
            }
            assertThat(forwardAt(place).peel(cell, 0, C, out, 0)).isTrue();
            cell = out;
        }
    }

    @Test
    @DisplayName(
            "C16: one flipped bit at any position of a cell coming back is refused by the sender")
    void sender_refuses_a_flip_at_every_position() {
        byte[] cell = record(2);
        back(2).reversed().forEach(layer -> layer.wrap(cell, 0, C, cell, 0));
        for (int at = 0; at < C; at++) {
            byte bit = (byte) (1 << random.nextInt(8));
            cell[at] ^= bit;
            assertThat(sender(2).open(cell, 0, C)).as("byte " + at).isFalse();
            cell[at] ^= bit;
        }
        assertThat(sender(2).open(cell, 0, C)).isTrue();
    }

    @Test
    @DisplayName(
            "X10: filler that is not zeros is refused wherever cells pass: relays both ways, and the receiver")
    void filler_must_be_zeros() {
        for (int place = 1; place <= 5; place++) {
            for (int at = C - 16 * place; at < C; at++) {
                byte[] cell = record(place);
                cell[at] = 1;
                BackLayer layer = new BackLayer(keys(place).sealBack(), place, C);
                assertThat(layer.wrap(cell, 0, C, new byte[C], 0)).isFalse();
                assertThat(new ReceiverLayers(place, K, K).open(cell, 0, C)).isFalse();
            }
        }
    }

    @Test
    @DisplayName("C17: a payload of any other length than the circuit's cells is refused")
    void refuses_other_lengths() {
        byte[] cell = new byte[2 * C];
        for (int n = 0; n < 2 * C; n++) {
            if (n != C) {
                assertThat(forwardAt(1).peel(cell, 0, n, new byte[C], 0)).isFalse();
                assertThat(new BackLayer(keys(1).sealBack(), 1, C).wrap(cell, 0, n, new byte[C], 0))
                        .isFalse();
                assertThat(new ReceiverLayers(1, K, K).open(cell, 0, n)).isFalse();
                assertThat(sender(1).open(cell, 0, n)).isFalse();
            }
        }
    }

    @Test
    @DisplayName(
            "C16: a replayed, dropped or swapped cell is refused, and so is every cell after it")
    void order_is_everything() {
        SenderLayers sender = sender(1);
        byte[][] cells = new byte[4][];
        for (int i = 0; i < 4; i++) {
            cells[i] = record(1);
            sender.seal(cells[i], 0);
        }
        byte[] out = new byte[C];
        ForwardLayer replayed = forwardAt(1);
        assertThat(replayed.peel(cells[0], 0, C, out, 0)).isTrue();
        assertThat(replayed.peel(cells[0], 0, C, out, 0)).isFalse();
        assertThat(replayed.peel(cells[1], 0, C, out, 0)).as("dead").isFalse();

        ForwardLayer dropped = forwardAt(1);
        assertThat(dropped.peel(cells[1], 0, C, out, 0)).isFalse();
        assertThat(dropped.peel(cells[0], 0, C, out, 0)).as("dead").isFalse();

        ForwardLayer swapped = forwardAt(1);
        assertThat(swapped.peel(cells[0], 0, C, out, 0)).isTrue();
        assertThat(swapped.peel(cells[2], 0, C, out, 0)).isFalse();
        assertThat(swapped.peel(cells[1], 0, C, out, 0)).as("dead").isFalse();
    }

    @Test
    @DisplayName("C17: cell sizes are 2^k + 256 for the six k and nothing else")
    void knows_cell_sizes() {
        List<Integer> ks = IntStream.rangeClosed(-5, 40).filter(CellSize::valid).boxed().toList();
        assertThat(ks).containsExactly(10, 12, 14, 16, 18, 20);
        List<Integer> sizes =
                IntStream.rangeClosed(-1000, 3_000_000).filter(CellSize::isCell).boxed().toList();
        assertThat(sizes).isEqualTo(ks.stream().map(CellSize::bytes).toList());
        assertThat(CellSize.isCell(Integer.MIN_VALUE)).isFalse();
        assertThat(CellSize.isCell(Integer.MAX_VALUE)).isFalse();
    }
}
