package xyz.blueblocks.crypto.onion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.hpke.HpkeSender;
import xyz.blueblocks.crypto.session.HandshakeInitiator;

/// Packets from strangers: cut, flipped, replaced, sealed to somebody else.
class PacketHostileTest {
    private final CircuitFixture circuit = new CircuitFixture(1, HpkeKem.X25519, 12, 10, false);
    private final CircuitFixture.Node relay = circuit.relays.getFirst();

    private RelaySetup.Opened open(byte[] packet, int length) {
        return RelaySetup.open(packet, 0, length, always(relay.key), relay.id);
    }

    private static Function<byte[], Optional<HpkePrivateKey>> always(HpkePrivateKey key) {
        return id -> Optional.of(key);
    }

    @Test
    @DisplayName("C16: a packet cut anywhere is refused, at a relay and at the receiver")
    void refuses_every_truncation() {
        byte[] packet = circuit.setup.packet();
        for (int n = 0; n < packet.length; n++) {
            assertThat(open(packet, n)).isEqualTo(new RelaySetup.Opened.Refused(10));
            assertThat(
                            ReceiverSetup.open(
                                    packet, 0, n, circuit.receiver.keys(), circuit.receiver.id))
                    .isEqualTo(new ReceiverSetup.Opened.Refused(10));
            assertThat(OnionPacket.encHash(packet, 0, n)).isEmpty();
        }
    }

    @Test
    @DisplayName("C16, X05: one flipped bit at any position of a packet is refused by the relay")
    void refuses_a_flip_at_every_position() {
        byte[] packet = circuit.setup.packet();
        for (int at = 0; at < packet.length; at++) {
            byte bit = (byte) (1 << circuit.random.nextInt(8));
            packet[at] ^= bit;
            assertThat(open(packet, packet.length))
                    .as("byte " + at)
                    .isInstanceOf(RelaySetup.Opened.Refused.class);
            packet[at] ^= bit;
        }
        assertThat(open(packet, packet.length)).isInstanceOf(RelaySetup.Opened.Layer.class);
    }

    @Test
    @DisplayName(
            "C16, X25: one flipped bit at any position of a packet is refused by the receiver, X-Wing")
    void receiver_refuses_a_flip_at_every_position() {
        CircuitFixture direct = new CircuitFixture(0, HpkeKem.XWING, 12, 10, true);
        byte[] packet = direct.setup.packet();
        for (int at = 0; at < packet.length; at++) {
            byte bit = (byte) (1 << direct.random.nextInt(8));
            packet[at] ^= bit;
            assertThat(
                            ReceiverSetup.open(
                                    packet,
                                    0,
                                    packet.length,
                                    always(direct.receiver.key),
                                    direct.receiver.id))
                    .as("byte " + at)
                    .isInstanceOf(ReceiverSetup.Opened.Refused.class);
            packet[at] ^= bit;
        }
        assertThat(direct.receive(packet).handshake()).isEqualTo(direct.handshake);
    }

    @Test
    @DisplayName("C16: a packet for one relay does not open at another, nor with an unknown key")
    void opens_at_its_relay_only() {
        byte[] packet = circuit.setup.packet();
        var other = new CircuitFixture.Node(circuit.random, HpkeKem.X25519);
        var refused = new RelaySetup.Opened.Refused(6);

        assertThat(RelaySetup.open(packet, 0, packet.length, relay.keys(), other.id))
                .isEqualTo(refused);
        assertThat(RelaySetup.open(packet, 0, packet.length, other.keys(), relay.id))
                .isEqualTo(refused);
        assertThat(RelaySetup.open(packet, 0, packet.length, always(other.key), relay.id))
                .isEqualTo(refused);
        var xwing = HpkePrivateKey.generate(HpkeKem.XWING);
        assertThat(RelaySetup.open(packet, 0, packet.length, always(xwing), relay.id))
                .isEqualTo(refused);
    }

    @Test
    @DisplayName(
            "C16: the replay key of a packet is the same before and after opening, and differs per attempt")
    void replay_key_is_known_before_opening() {
        byte[] packet = circuit.setup.packet();
        RelayLayer layer = ((RelaySetup.Opened.Layer) open(packet, packet.length)).layer();
        byte[] again = new CircuitFixture(1, HpkeKem.X25519, 12, 10, false).setup.packet();

        assertThat(OnionPacket.encHash(packet, 0, packet.length)).contains(layer.encHash());
        assertThat(OnionPacket.encHash(again, 0, again.length).orElseThrow())
                .isNotEqualTo(layer.encHash());
    }

    private byte[] layerText() {
        byte[] inner = new byte[OnionPacket.HEADER + 16];
        inner[11] = 16;
        return LayerText.write(
                3,
                false,
                CircuitShape.of(12, 10, CircuitFixture.ISSUED),
                HandshakeInitiator.generate(false).ephemeralPublicKey(),
                OnionHop.of(relay.id, relay.key.publicKey(), new byte[149]),
                circuit.receiver.id,
                inner);
    }

    @Test
    @DisplayName("C16, X10: every wrong field or filler of a relay's layer is refused")
    void refuses_wrong_fields_of_a_layer() {
        assertThat(LayerText.parse(layerText())).isPresent();
        int[][] changes = {
            {0, 0},
            {0, 2},
            {1, 0},
            {1, 6},
            {1, 0x81},
            {2, 3},
            {2, 0xFF},
            {3, 11},
            {3, 22},
            {4, 9},
            {4, 0x8A},
            {5, 1},
            {6, 1},
            {7, 1},
            {44, 1},
            {82, 2},
            {82, 1},
            {84 + 149, 1},
            {383, 1},
            {384 + 10, 1},
            {384 + 11, 17},
            {384 + 11, 15}
        };
        for (int[] change : changes) {
            byte[] text = layerText();
            text[change[0]] = (byte) change[1];
            assertThat(LayerText.parse(text)).as("byte " + change[0]).isEmpty();
        }
        for (int n = 0; n < layerText().length; n++) {
            assertThat(LayerText.parse(Arrays.copyOf(layerText(), n))).isEmpty();
        }
        byte[] zeroKey = layerText();
        Arrays.fill(zeroKey, 12, 44, (byte) 0);
        assertThat(LayerText.parse(zeroKey)).as("e_s of small order").isEmpty();
    }

    private RelaySetup.Opened sealed(byte[] text) {
        var key = relay.key.publicKey();
        HpkeSender hpke = HpkeSender.open(key, Labels.of("bb/circuit/v1", relay.id.bytes()));
        byte[] header = OnionPacket.header(key, hpke.enc(), text.length + 16);
        byte[] packet = Arrays.copyOf(header, OnionPacket.SIZE);
        byte[] ciphertext = hpke.seal(header, text);
        System.arraycopy(ciphertext, 0, packet, OnionPacket.HEADER, ciphertext.length);
        return open(packet, packet.length);
    }

    @Test
    @DisplayName("C16: HOLD is answered with a sealed E007, a malformed layer refused with E010")
    void refuses_what_it_opened_but_cannot_do() {
        byte[] hold = layerText();
        hold[2] = 2;
        byte[] wrong = layerText();
        wrong[0] = 9;

        assertThat(sealed(layerText())).isInstanceOf(RelaySetup.Opened.Layer.class);
        assertThat(sealed(hold))
                .isInstanceOfSatisfying(
                        RelaySetup.Opened.Declined.class,
                        d -> {
                            assertThat(d.error()).isEqualTo(7);
                            assertThat(d.answer()).hasSize(OnionPacket.ANSWER_SIZE);
                        });
        assertThat(sealed(wrong)).isEqualTo(new RelaySetup.Opened.Refused(10));
        assertThat(sealed(new byte[0])).isEqualTo(new RelaySetup.Opened.Refused(10));
    }

    @Test
    @DisplayName("C16: a receiver's layer with a wrong version, length or size is refused")
    void receiver_refuses_wrong_fields() {
        byte[] right =
                ReceiverSetup.write(2, CircuitShape.of(12, 10, CircuitFixture.ISSUED), new byte[3]);
        int[][] changes = {
            {0, 2}, {1, 6}, {1, 0xFF}, {2, 11}, {3, 0}, {4, 1}, {7, 2}, {7, 4}, {4, 0x80}
        };
        List<byte[]> texts = new ArrayList<>();
        for (int[] change : changes) {
            byte[] text = right.clone();
            text[change[0]] = (byte) change[1];
            texts.add(text);
        }
        for (int n = 0; n < right.length; n++) {
            texts.add(Arrays.copyOf(right, n));
        }
        var receiver = circuit.receiver;
        var key = receiver.key.publicKey();
        for (byte[] text : texts) {
            HpkeSender hpke = HpkeSender.open(key, Labels.of("bb/e2e/v1", receiver.id.bytes()));
            byte[] header = OnionPacket.header(key, hpke.enc(), text.length + 16);
            byte[] packet = Arrays.copyOf(header, OnionPacket.SIZE);
            byte[] ciphertext = hpke.seal(header, text);
            System.arraycopy(ciphertext, 0, packet, OnionPacket.HEADER, ciphertext.length);
            assertThat(ReceiverSetup.open(packet, 0, packet.length, receiver.keys(), receiver.id))
                    .as(Arrays.toString(text))
                    .isEqualTo(new ReceiverSetup.Opened.Refused(10));
        }
    }

    @ParameterizedTest
    @EnumSource(HpkeKem.class)
    @DisplayName("C17: the longest HANDSHAKE fits exactly, one byte more is the caller's mistake")
    void takes_the_longest_handshake(HpkeKem kem) {
        for (int h = 0; h <= 5; h++) {
            CircuitFixture c = new CircuitFixture(h, kem, 12, 10, false);
            List<OnionHop> hops =
                    c.relays.stream()
                            .map(r -> OnionHop.of(r.id, r.key.publicKey(), new byte[300]))
                            .toList();
            var to = new OnionSetup.Receiver(c.receiver.id, c.receiver.key.publicKey());
            byte[] longest = c.bytes(OnionSetup.maxHandshake(h));
            assertThat(longest.length).isGreaterThan(3400);
            try (OnionSetup setup =
                    OnionSetup.build(
                            hops, to, 10, 10, CircuitFixture.ISSUED, longest, c.initiator)) {
                assertThat(setup.packet()).hasSize(OnionPacket.SIZE);
            }
            assertThatThrownBy(() ->
                            OnionSetup.build(
                                    hops,
                                    to,
                                    10,
                                    10,
                                    CircuitFixture.ISSUED,
                                    new byte[longest.length + 1],
                                    HandshakeInitiator.generate(false)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("handshake:");
        }
    }

    @Test
    @DisplayName(
            "C16: a route with a repeated relay, the receiver among the relays, or six relays is not built")
    void builds_sound_routes_only() {
        CircuitFixture c = new CircuitFixture(5, HpkeKem.X25519, 10, 10, false);
        OnionHop hop = OnionHop.of(relay.id, relay.key.publicKey(), new byte[0]);
        OnionHop receiver = OnionHop.of(c.receiver.id, relay.key.publicKey(), new byte[0]);
        List<OnionHop> six = new ArrayList<>(List.of(hop));
        c.relays.forEach(r -> six.add(OnionHop.of(r.id, r.key.publicKey(), new byte[0])));
        var to = new OnionSetup.Receiver(c.receiver.id, c.receiver.key.publicKey());
        for (List<OnionHop> hops : List.of(List.of(hop, hop), List.of(receiver), six)) {
            assertThatThrownBy(() ->
                            OnionSetup.build(
                                    hops,
                                    to,
                                    10,
                                    10,
                                    CircuitFixture.ISSUED,
                                    new byte[1],
                                    c.initiator))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("hops:");
        }
    }
}
