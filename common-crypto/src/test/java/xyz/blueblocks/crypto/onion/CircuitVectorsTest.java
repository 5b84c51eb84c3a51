package xyz.blueblocks.crypto.onion;

import static org.assertj.core.api.Assertions.assertThat;
import static xyz.blueblocks.crypto.GoldenFile.constant;
import static xyz.blueblocks.crypto.GoldenFile.hex;
import static xyz.blueblocks.crypto.GoldenFile.secret;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.GoldenFile;
import xyz.blueblocks.crypto.aead.SealSequence;
import xyz.blueblocks.crypto.kem.X25519PrivateKey;

/// vectors/circuit.json, specified in docs/spec/circuit.md: hop keys and cells.
class CircuitVectorsTest {
    private static final int C = 1280;
    private static final int RELAYS = 3;

    private static HopKeys keys(int place) {
        X25519PrivateKey eS = X25519PrivateKey.fromBytes(secret("e_s " + place, 32));
        X25519PrivateKey eR = X25519PrivateKey.fromBytes(secret("e_r " + place, 32));
        return HopKeys.derive(
                secret("exported " + place, 32),
                eS.agree(eR.publicKey()).orElseThrow(),
                encField(place),
                eS.publicKey().bytes(),
                eR.publicKey().bytes());
    }

    /// Hop 1 as X-Wing fills it, the others as X25519 does.
    private static byte[] encField(int place) {
        int bytes = place == 1 ? OnionPacket.ENC_BYTES : 32;
        return Arrays.copyOf(constant("enc " + place, bytes), OnionPacket.ENC_BYTES);
    }

    private static byte[] record(String name) {
        return Arrays.copyOf(constant(name, C - 16 * RELAYS), C);
    }

    @Test
    @DisplayName(
            "C16, C17, X10: hop keys, and cells on every link of three relays, are as in the golden file")
    void cells_are_golden() {
        ObjectNode file = GoldenFile.object();
        file.put("about", "docs/spec/circuit.md; three relays, k = 10; cells as on each link");
        ArrayNode hops = file.putArray("hops");
        for (int place = 1; place <= RELAYS; place++) {
            ObjectNode node = hops.addObject();
            node.put("place", place);
            node.put("hpke_export", hex(constant("exported " + place, 32)));
            node.put("e_s_private", hex(constant("e_s " + place, 32)));
            node.put("e_r_private", hex(constant("e_r " + place, 32)));
            node.put("enc_field", hex(encField(place)));
            node.put("fk_fn_bk_bn", hex(keys(place).bytes()));
        }
        List<HopKeys> keys = IntStream.rangeClosed(1, RELAYS).mapToObj(i -> keys(i)).toList();
        forward(file.putArray("forward"), keys);
        back(file.putArray("back"), keys);
        assertThat(file.get("forward")).hasSize(2);
        assertThat(file.get("back")).hasSize(2);
        GoldenFile.check("circuit.json", file);
    }

    private static void forward(ArrayNode to, List<HopKeys> keys) {
        SenderLayers sender =
                new SenderLayers(
                        new CircuitShape(10, 10, 0),
                        keys.stream().map(HopKeys::sealForward).toList(),
                        keys.stream().map(HopKeys::openBack).toList());
        List<ForwardLayer> layers =
                IntStream.rangeClosed(1, RELAYS)
                        .mapToObj(i -> new ForwardLayer(keys.get(i - 1).openForward(), i, C))
                        .toList();
        for (int n = 0; n < 2; n++) {
            ObjectNode node = to.addObject();
            byte[] cell = record("forward " + n);
            node.put("counter", n);
            node.put("record", hex(Arrays.copyOf(cell, C - 16 * RELAYS)));
            sender.seal(cell, 0);
            ArrayNode links = node.putArray("links");
            links.add(hex(cell));
            for (ForwardLayer layer : layers) {
                byte[] out = new byte[C];
                assertThat(layer.peel(cell, 0, C, out, 0)).isTrue();
                cell = out;
                links.add(hex(cell));
            }
        }
    }

    /// Count 0 of this direction is the answer, so cells begin at 1.
    private static void back(ArrayNode to, List<HopKeys> keys) {
        List<BackLayer> layers =
                IntStream.rangeClosed(1, RELAYS)
                        .mapToObj(i -> {
                            SealSequence sequence = keys.get(i - 1).sealBack();
                            sequence.skip();
                            return new BackLayer(sequence, i, C);
                        })
                        .toList();
        for (int n = 1; n <= 2; n++) {
            ObjectNode node = to.addObject();
            byte[] cell = record("back " + n);
            node.put("counter", n);
            node.put("record", hex(Arrays.copyOf(cell, C - 16 * RELAYS)));
            ArrayNode links = node.putArray("links");
            links.add(hex(cell));
            for (BackLayer layer : layers.reversed()) {
                byte[] out = new byte[C];
                assertThat(layer.wrap(cell, 0, C, out, 0)).isTrue();
                cell = out;
                links.add(hex(cell));
            }
        }
    }
}
