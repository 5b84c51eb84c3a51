package xyz.blueblocks.crypto.onion;

import static org.assertj.core.api.Assertions.assertThat;
import static xyz.blueblocks.crypto.GoldenFile.constant;
import static xyz.blueblocks.crypto.GoldenFile.hex;
import static xyz.blueblocks.crypto.GoldenFile.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import xyz.blueblocks.crypto.GoldenFile;
import xyz.blueblocks.crypto.Vectors;
import xyz.blueblocks.crypto.aead.OpenSequence;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.kem.X25519PrivateKey;
import xyz.blueblocks.crypto.session.HandshakeInitiator;
import xyz.blueblocks.crypto.session.HandshakeResponder;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;

/// vectors/circuit-packets.json, specified in docs/spec/circuit.md: recorded packets, since HPKE
/// draws its own randomness, opened with the given private keys.
class PacketVectorsTest {
    private static final String FILE = "circuit-packets.json";
    private static final byte[] INNER_ANSWER = constant("receiver's answer", 3072);

    private static PeerId id(String name) {
        return PeerId.of(Ed25519PrivateKey.fromSeed(secret("identity " + name, 32)).publicKey());
    }

    private static HpkePrivateKey key(HpkeKem kem, String name) {
        return HpkePrivateKey.fromBytes(kem, secret("key " + name, 32));
    }

    @Test
    @EnabledIfSystemProperty(named = "blueblocks.vectors.write", matches = ".+")
    void record() {
        ObjectNode file = GoldenFile.object();
        file.put(
                "about",
                "docs/spec/circuit.md; recorded packets (zeros at their ends left out), opened with"
                        + " the private keys given; answers as each relay wraps the one above it");
        ArrayNode cases = file.putArray("cases");
        record(cases.addObject(), 0, HpkeKem.XWING);
        record(cases.addObject(), 1, HpkeKem.XWING);
        record(cases.addObject(), 2, HpkeKem.X25519);
        GoldenFile.write(FILE, file);
    }

    private static void record(ObjectNode node, int relays, HpkeKem kem) {
        List<OnionHop> hops = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 1; i <= relays; i++) {
            byte[] token = constant("token " + i, i == 2 ? 0 : 149);
            hops.add(OnionHop.of(id("relay " + i), key(kem, "relay " + i).publicKey(), token));
            places.addFirst(i);
        }
        var places1 = places.iterator();
        byte[] handshake = constant("handshake", 40);
        OnionSetup setup =
                OnionSetup.build(
                        hops,
                        new OnionSetup.Receiver(id("receiver"), key(kem, "receiver").publicKey()),
                        new CircuitShape(18, 10, 1_800_000_000L),
                        handshake,
                        HandshakeInitiator.generate(false),
                        () -> X25519PrivateKey.fromBytes(secret("e_s " + places1.next(), 32)));
        node.put("kem", kem.id());
        node.put("k_forward", 18);
        node.put("k_back", 10);
        node.put("issued", 1_800_000_000L);
        ArrayNode relayNodes = node.putArray("relays");
        for (int i = 1; i <= relays; i++) {
            ObjectNode relay = relayNodes.addObject();
            relay.put("peer", hex(id("relay " + i).bytes()));
            relay.put("onion_private", hex(constant("key relay " + i, 32)));
            relay.put("e_s_private", hex(constant("e_s " + i, 32)));
            relay.put("e_r_private", hex(constant("e_r " + i, 32)));
            relay.put("token", hex(hops.get(i - 1).token()));
        }
        node.put("receiver", hex(id("receiver").bytes()));
        node.put("receiver_private", hex(constant("key receiver", 32)));
        node.put("handshake", hex(handshake));
        byte[] packet = setup.packet();
        int end = packet.length;
        while (packet[end - 1] == 0) {
            end--;
        }
        node.put("packet", hex(Arrays.copyOf(packet, end)));
        List<RelayLayer> layers = open(node);
        ArrayNode answers = node.putArray("answers");
        answers(layers).forEach(a -> answers.add(hex(a)));
        List<RelayLayer> refusing = open(node);
        if (relays > 0) {
            node.put("refusal_of_last_relay_e009", hex(refusing.getLast().refuse(9)));
        }
    }

    /// Opens the case's packet at each relay and at the receiver, checking every field.
    private static List<RelayLayer> open(JsonNode node) {
        HpkeKem kem = HpkeKem.ofId(node.get("kem").asInt()).orElseThrow();
        byte[] packet = Arrays.copyOf(Vectors.hex(node, "packet"), OnionPacket.SIZE);
        List<RelayLayer> layers = new ArrayList<>();
        JsonNode relays = node.get("relays");
        for (int i = 0; i < relays.size(); i++) {
            JsonNode relay = relays.get(i);
            var key = HpkePrivateKey.fromBytes(kem, Vectors.secret(relay, "onion_private"));
            var opened =
                    RelaySetup.open(
                            packet,
                            0,
                            packet.length,
                            id -> Optional.of(key),
                            PeerId.decode(Vectors.hex(relay, "peer")).orElseThrow(),
                            () -> X25519PrivateKey.fromBytes(Vectors.secret(relay, "e_r_private")));
            RelayLayer layer = ((RelaySetup.Opened.Layer) opened).layer();
            byte[] next =
                    i + 1 < relays.size()
                            ? Vectors.hex(relays.get(i + 1), "peer")
                            : Vectors.hex(node, "receiver");
            assertThat(layer.place()).isEqualTo(i + 1);
            assertThat(layer.next().bytes()).isEqualTo(next);
            assertThat(layer.token()).isEqualTo(Vectors.hex(relay, "token"));
            assertThat(layer.kForward()).isEqualTo(node.get("k_forward").asInt());
            assertThat(layer.kBack()).isEqualTo(node.get("k_back").asInt());
            assertThat(layer.issuedEpochSeconds()).isEqualTo(node.get("issued").asLong());
            layers.add(layer);
            packet = layer.takeNextPacket();
        }
        var key = HpkePrivateKey.fromBytes(kem, Vectors.secret(node, "receiver_private"));
        var opened =
                ReceiverSetup.open(
                        packet,
                        0,
                        packet.length,
                        id -> Optional.of(key),
                        PeerId.decode(Vectors.hex(node, "receiver")).orElseThrow());
        HandshakeResponder responder = ((ReceiverSetup.Opened.Handshake) opened).responder();
        assertThat(responder.handshake()).isEqualTo(Vectors.hex(node, "handshake"));
        assertThat(responder.relays()).isEqualTo(relays.size());
        return layers;
    }

    /// Answers on each link, the receiver's first.
    private static List<byte[]> answers(List<RelayLayer> layers) {
        List<byte[]> answers = new ArrayList<>();
        byte[] at = INNER_ANSWER.clone();
        Arrays.fill(at, 3072 - 50 * layers.size(), 3072, (byte) 0);
        answers.add(at);
        for (RelayLayer layer : layers.reversed()) {
            at = layer.complete(at, 0, at.length).orElseThrow().answer();
            answers.add(at);
        }
        return answers;
    }

    @Test
    @DisplayName(
            "C16, X05, D16: recorded packets open layer by layer, and answers wrap and unwrap, as in the golden file")
    void recorded_packets_open() {
        int cases = 0;
        for (JsonNode node : Vectors.json(FILE).get("cases")) {
            List<byte[]> made = answers(open(node));
            assertThat(node.get("answers")).hasSize(made.size());
            for (int i = 0; i < made.size(); i++) {
                assertThat(hex(made.get(i))).isEqualTo(node.get("answers").get(i).asText());
            }
            unwrap(node, made.getLast());
            if (node.has("refusal_of_last_relay_e009")) {
                assertThat(hex(open(node).getLast().refuse(9)))
                        .isEqualTo(node.get("refusal_of_last_relay_e009").asText());
            }
            cases++;
        }
        assertThat(cases).isEqualTo(3);
    }

    /// The sender's side, hop by hop, down to the receiver's own bytes.
    private static void unwrap(JsonNode node, byte[] outermost) {
        byte[] answer = outermost;
        byte[] packet = Arrays.copyOf(Vectors.hex(node, "packet"), OnionPacket.SIZE);
        HpkeKem kem = HpkeKem.ofId(node.get("kem").asInt()).orElseThrow();
        for (JsonNode relay : node.get("relays")) {
            OnionPacket parsed = OnionPacket.parse(packet, 0, packet.length).orElseThrow();
            var key = HpkePrivateKey.fromBytes(kem, Vectors.secret(relay, "onion_private"));
            PeerId peer = PeerId.decode(Vectors.hex(relay, "peer")).orElseThrow();
            var hpke =
                    RelaySetup.recipient(
                                    parsed,
                                    id -> Optional.of(key),
                                    xyz.blueblocks.crypto.Labels.of("bb/circuit/v1", peer.bytes()))
                            .orElseThrow();
            byte[] text = hpke.open(parsed.header(), parsed.ciphertext()).orElseThrow();
            packet = LayerText.parse(text).orElseThrow().nextPacket();
            PendingHop pending =
                    new PendingHop(
                            X25519PrivateKey.fromBytes(Vectors.secret(relay, "e_s_private")),
                            hpke.export(HopKeys.exportContext(), 32),
                            parsed.encField());
            List<OpenSequence> back = new ArrayList<>();
            byte[] plain = pending.open(answer, new ArrayList<>(), back).orElseThrow();
            assertThat(back).hasSize(1);
            assertThat(OnionPacket.u16(plain, 0)).isZero();
            answer = Arrays.copyOfRange(plain, 2, plain.length);
        }
        assertThat(answer).isEqualTo(Arrays.copyOf(INNER_ANSWER, answer.length));
        assertThat(answer).hasSize(3072 - 50 * node.get("relays").size());
    }
}
