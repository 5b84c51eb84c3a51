package xyz.blueblocks.crypto.onion;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.session.AcceptedHandshake;
import xyz.blueblocks.crypto.session.AnsweredHandshake;
import xyz.blueblocks.crypto.session.HandshakeInitiator;
import xyz.blueblocks.crypto.session.HandshakeResponder;
import xyz.blueblocks.crypto.session.SessionKeys;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;

/// A whole circuit in one thread: a sender, h relays and a receiver, with real keys.
public final class CircuitFixture {
    public static final Instant ISSUED = Instant.ofEpochSecond(1_800_000_000L);
    public static final byte[] ACK_CORE = "{\"type\":\"HANDSHAKE_ACK\"}".getBytes(US_ASCII);

    /// One peer: identity and the key that packets are sealed to.
    public static final class Node {
        final PeerId id;
        final HpkePrivateKey key;

        Node(SplittableRandom random, HpkeKem kem) {
            id = PeerId.of(Ed25519PrivateKey.fromSeed(secret(random)).publicKey());
            key = HpkePrivateKey.fromBytes(kem, secret(random));
        }

        Function<byte[], Optional<HpkePrivateKey>> keys() {
            return id ->
                    Arrays.equals(id, key.publicKey().keyId())
                            ? Optional.of(key)
                            : Optional.empty();
        }
    }

    public final SplittableRandom random;
    public final List<Node> relays = new ArrayList<>();
    public final Node receiver;
    public final List<RelayLayer> layers = new ArrayList<>();
    public final List<RelayCircuit> circuits = new ArrayList<>();
    public final HandshakeInitiator initiator;
    public final OnionSetup setup;
    public final byte[] handshake;
    public HandshakeResponder responder;
    public SessionKeys senderKeys;
    public SessionKeys receiverKeys;

    public CircuitFixture(int relayCount, HpkeKem kem, int kForward, int kBack, boolean ss) {
        this(relayCount, kem, kForward, kBack, ss, 42L + relayCount);
    }

    public CircuitFixture(
            int relayCount, HpkeKem kem, int kForward, int kBack, boolean ss, long seed) {
        random = new SplittableRandom(seed);
        for (int i = 0; i < relayCount; i++) {
            relays.add(new Node(random, kem));
        }
        receiver = new Node(random, kem);
        initiator = HandshakeInitiator.generate(ss);
        handshake =
                ("{\"ephemeral_public_key\":\""
                                + HexFormat.of().formatHex(initiator.ephemeralPublicKey())
                                + "\"}")
                        .getBytes(US_ASCII);
        List<OnionHop> hops = new ArrayList<>();
        for (int i = 0; i < relayCount; i++) {
            Node relay = relays.get(i);
            hops.add(OnionHop.of(relay.id, relay.key.publicKey(), token(i)));
        }
        setup =
                OnionSetup.build(
                        hops,
                        new OnionSetup.Receiver(receiver.id, receiver.key.publicKey()),
                        kForward,
                        kBack,
                        ISSUED,
                        handshake,
                        initiator);
    }

    public static byte[] token(int relay) {
        byte[] token = new byte[relay == 4 ? 0 : 149];
        Arrays.fill(token, (byte) (relay + 1));
        return token;
    }

    static SecretBytes secret(SplittableRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return SecretBytes.take(bytes);
    }

    /// Sends the packet along the relays; what the receiver gets.
    public byte[] travel() {
        byte[] packet = setup.packet();
        for (Node relay : relays) {
            var opened = RelaySetup.open(packet, 0, packet.length, relay.keys(), relay.id);
            RelayLayer layer = ((RelaySetup.Opened.Layer) opened).layer();
            layers.add(layer);
            packet = layer.takeNextPacket();
        }
        return packet;
    }

    public HandshakeResponder receive(byte[] packet) {
        var opened = ReceiverSetup.open(packet, 0, packet.length, receiver.keys(), receiver.id);
        responder = ((ReceiverSetup.Opened.Handshake) opened).responder();
        return responder;
    }

    /// Brings an answer back along the relays; what the sender gets.
    public byte[] travelBack(byte[] answer) {
        byte[] at = answer;
        for (int i = layers.size() - 1; i >= 0; i--) {
            RelayCircuit circuit = layers.get(i).complete(at, 0, at.length).orElseThrow();
            circuits.addFirst(circuit);
            at = circuit.answer();
        }
        return at;
    }

    /// The whole set-up, ending with keys at both ends.
    public CircuitFixture establish(AeadSuite suite, long nowMillis) {
        HandshakeResponder there = receive(travel());
        AcceptedHandshake accepted =
                there.accept(
                                initiator.ephemeralPublicKey(),
                                initiator.kemPublicKey().orElse(new byte[0]))
                        .orElseThrow();
        byte[] kem = accepted.kemCiphertext();
        byte[] transcript = accepted.transcript(ACK_CORE, suite);
        AcceptedHandshake.Established made =
                accepted.answer("{\"type\":\"HANDSHAKE_ACK\"}".getBytes(US_ASCII), nowMillis);
        receiverKeys = made.keys();
        byte[] answer = travelBack(made.packetAnswer());
        AnsweredHandshake answered =
                ((SetupAnswer.Answered) setup.answered(answer, 0, answer.length)).handshake();
        senderKeys = answered.confirm(ACK_CORE, transcript, suite, kem, nowMillis).orElseThrow();
        return this;
    }

    /// A cell through all relays towards the receiver; empty where one refuses.
    public Optional<byte[]> forward(byte[] cell) {
        byte[] at = cell;
        for (RelayCircuit circuit : circuits) {
            byte[] out = new byte[cell.length];
            if (!circuit.forward().peel(at, 0, at.length, out, 0)) {
                return Optional.empty();
            }
            at = out;
        }
        return Optional.of(at);
    }

    /// A cell through all relays towards the sender; empty where one refuses.
    public Optional<byte[]> back(byte[] cell) {
        byte[] at = cell;
        for (RelayCircuit circuit : circuits.reversed()) {
            byte[] out = new byte[cell.length];
            if (!circuit.back().wrap(at, 0, at.length, out, 0)) {
                return Optional.empty();
            }
            at = out;
        }
        return Optional.of(at);
    }

    public byte[] bytes(int n) {
        byte[] bytes = new byte[n];
        random.nextBytes(bytes);
        return bytes;
    }
}
