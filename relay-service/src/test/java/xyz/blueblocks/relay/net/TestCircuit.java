package xyz.blueblocks.relay.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.onion.OnionHop;
import xyz.blueblocks.crypto.onion.OnionSetup;
import xyz.blueblocks.crypto.onion.ReceiverSetup;
import xyz.blueblocks.crypto.onion.SetupAnswer;
import xyz.blueblocks.crypto.session.AcceptedHandshake;
import xyz.blueblocks.crypto.session.AnsweredHandshake;
import xyz.blueblocks.crypto.session.HandshakeInitiator;
import xyz.blueblocks.crypto.session.HandshakeResponder;
import xyz.blueblocks.crypto.session.OpenedRecord;
import xyz.blueblocks.crypto.session.SessionKeys;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.FrameType;

/// A circuit with both its ends in the test: real packets, real sessions, real cells.
///
/// The handshake inside is only the ephemeral key and the transcript, without the JSON around them.
final class TestCircuit {
    private static final long NOW = 1;
    private static final byte[] CORE = {};

    final TestNet net;
    final List<? extends Hop> hops;

    /// Those of the hops that run in this process.
    final List<TestRelay> path;

    final TestPeer sender;
    final TestPeer receiver;
    final HpkePrivateKey receiverKey = HpkePrivateKey.generate(HpkeKem.X25519);
    final CircuitId id;
    CircuitId receiverId = CircuitId.ZERO;
    int forwardK = 12;
    int backK = 12;
    long issuedOffsetSeconds;
    List<byte[]> tokens = new ArrayList<>();
    OnionSetup setup;
    SessionKeys senderKeys;
    SessionKeys receiverKeys;
    private HandshakeInitiator initiator;

    TestCircuit(TestNet net, List<? extends Hop> hops, TestPeer sender, TestPeer receiver) {
        this.net = net;
        this.hops = hops;
        path =
                hops.stream()
                        .filter(TestRelay.class::isInstance)
                        .map(TestRelay.class::cast)
                        .toList();
        this.sender = sender;
        this.receiver = receiver;
        id = CircuitId.random(net.random);
        for (int i = 0; i < hops.size(); i++) {
            tokens.add(
                    i < hops.size() - 1
                            ? net.middleToken(hops.get(i))
                            : net.lastToken(hops.get(i), receiver.id, 40));
        }
    }

    TestCircuit sizes(int forward, int back) {
        forwardK = forward;
        backK = back;
        return this;
    }

    /// Makes the packet without sending it.
    byte[] packet() {
        initiator = HandshakeInitiator.generate(false);
        List<OnionHop> layers = new ArrayList<>();
        for (int i = 0; i < hops.size(); i++) {
            Hop relay = hops.get(i);
            layers.add(OnionHop.of(relay.id(), relay.onionKey(), tokens.get(i)));
        }
        setup =
                OnionSetup.build(
                        layers,
                        new OnionSetup.Receiver(receiver.id, receiverKey.publicKey()),
                        forwardK,
                        backK,
                        net.clock().instant().plusSeconds(issuedOffsetSeconds),
                        initiator.ephemeralPublicKey(),
                        initiator);
        return setup.packet();
    }

    TestCircuit ask() {
        sender.send(FrameType.HANDSHAKE, id, packet());
        return this;
    }

    /// The receiver's half of the set-up.
    TestCircuit receive() {
        TestPeer.Seen asked = TestPeer.next(receiver.arrivals);
        receiverId = asked.circuit();
        byte[] packet = asked.payload().bytes;
        HandshakeResponder responder =
                ((ReceiverSetup.Opened.Handshake)
                                ReceiverSetup.open(
                                        packet, 0, packet.length, this::receiverKey, receiver.id))
                        .responder();
        AcceptedHandshake accepted =
                responder.accept(responder.handshake(), new byte[0]).orElseThrow();
        byte[] transcript = accepted.transcript(CORE, AeadSuite.AES_256_GCM);
        AcceptedHandshake.Established made = accepted.answer(transcript, NOW);
        receiverKeys = made.keys();
        receiver.send(FrameType.HANDSHAKE_ACK, receiverId, made.packetAnswer());
        return this;
    }

    /// The whole set-up.
    TestCircuit establish() {
        ask().receive();
        AnsweredHandshake answered = ((SetupAnswer.Answered) answer()).handshake();
        senderKeys =
                answered.confirm(CORE, answered.message(), AeadSuite.AES_256_GCM, new byte[0], NOW)
                        .orElseThrow();
        return this;
    }

    /// What the sender learns from HANDSHAKE_ACK.
    SetupAnswer answer() {
        TestPeer.Seen seen = sender.nextFrame(id);
        if (seen.type() != FrameType.HANDSHAKE_ACK) {
            throw new AssertionError("not HANDSHAKE_ACK: " + seen.type());
        }
        return setup.answered(seen.payload().bytes, 0, seen.payload().bytes.length);
    }

    private Optional<HpkePrivateKey> receiverKey(byte[] keyId) {
        return Arrays.equals(keyId, receiverKey.publicKey().keyId())
                ? Optional.of(receiverKey)
                : Optional.empty();
    }

    byte[] forwardCell(byte[] body) {
        return cell(senderKeys, body);
    }

    private static byte[] cell(SessionKeys keys, byte[] body) {
        byte[] cell = new byte[keys.sealer().cellBytes()];
        keys.sealer().seal(3, body, 0, body.length, cell, 0, NOW);
        return cell;
    }

    void sendForward(byte[] body) {
        sender.send(FrameType.DATA, id, forwardCell(body));
    }

    void sendBack(byte[] body) {
        receiver.send(FrameType.DATA, receiverId, cell(receiverKeys, body));
    }

    byte[] receiveForward() {
        return open(receiverKeys, receiver.nextFrame(receiverId));
    }

    byte[] receiveBack() {
        return open(senderKeys, sender.nextFrame(id));
    }

    private static byte[] open(SessionKeys keys, TestPeer.Seen seen) {
        if (seen.type() != FrameType.DATA) {
            throw new AssertionError("not DATA: " + seen.type());
        }
        byte[] cell = seen.payload().bytes;
        OpenedRecord record = keys.opener().open(cell, 0, cell.length, NOW);
        if (record instanceof OpenedRecord.Fragment fragment) {
            return Arrays.copyOfRange(
                    fragment.array(), fragment.offset(), fragment.offset() + fragment.length());
        }
        throw new AssertionError("no fragment: " + record);
    }
}
