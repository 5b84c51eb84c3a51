package xyz.blueblocks.crypto.onion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.aead.OpenSequence;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkeRecipient;
import xyz.blueblocks.crypto.kem.X25519PrivateKey;
import xyz.blueblocks.crypto.kem.X25519PublicKey;
import xyz.blueblocks.crypto.session.AcceptedHandshake;
import xyz.blueblocks.crypto.session.AnsweredHandshake;
import xyz.blueblocks.crypto.session.HandshakeInitiator;
import xyz.blueblocks.crypto.session.RecordSealer;

/// An attacker with a full recording who later gets every long-term key of every peer.
class ForwardSecrecyTest {
    private static final long NOW = 1_000;

    @ParameterizedTest
    @EnumSource(HpkeKem.class)
    @DisplayName(
            "D05: a recording and all long-term keys (onion, handshake, identity) open neither answer nor cell")
    void a_recording_stays_closed(HpkeKem kem) {
        CircuitFixture c = new CircuitFixture(1, kem, 10, 10, false);
        byte[] packet = c.setup.packet();
        byte[] inner = c.travel();
        AcceptedHandshake accepted =
                c.receive(inner)
                        .accept(c.initiator.ephemeralPublicKey(), new byte[0])
                        .orElseThrow();
        accepted.transcript(CircuitFixture.ACK_CORE, AeadSuite.AES_256_GCM);
        var made = accepted.answer(CircuitFixture.ACK_CORE, NOW);
        byte[] receiverAnswer = made.packetAnswer();
        byte[] answer = c.travelBack(receiverAnswer);
        byte[] backCell = new byte[1280];
        made.keys().sealer().seal(3, new byte[] {1, 2, 3}, 0, 3, backCell, 0, NOW);
        byte[] recorded = c.back(backCell).orElseThrow();

        CircuitFixture.Node relay = c.relays.getFirst();
        OnionPacket parsed = OnionPacket.parse(packet, 0, packet.length).orElseThrow();
        HpkeRecipient hpke =
                HpkeRecipient.open(
                                relay.key,
                                parsed.enc(),
                                Labels.of("bb/circuit/v1", relay.id.bytes()))
                        .orElseThrow();
        byte[] text = hpke.open(parsed.header(), parsed.ciphertext()).orElseThrow();
        byte[] eS = LayerText.parse(text).orElseThrow().ephemeral().bytes();
        byte[] eR = Arrays.copyOf(answer, 32);
        for (SecretBytes guess : guesses(c, eS, eR)) {
            SecretBytes exported = hpke.export(Labels.of("bb/hop/v1"), 32);
            try (HopKeys keys = HopKeys.derive(exported, guess, parsed.encField(), eS, eR);
                    OpenSequence back = keys.openBack()) {
                byte[] out = new byte[3072];
                assertThat(back.open(answer, 32, 3040, out, 0)).isFalse();
                back.skip();
                assertThat(back.open(recorded, 0, 1280, out, 0)).isFalse();
            }
        }
    }

    /// Every shared secret the attacker can compute, and the lazy ones.
    private static List<SecretBytes> guesses(CircuitFixture c, byte[] eS, byte[] eR) {
        List<SecretBytes> guesses = new ArrayList<>();
        guesses.add(SecretBytes.take(new byte[32]));
        guesses.add(SecretBytes.copyOf(eS));
        guesses.add(SecretBytes.copyOf(eR));
        for (CircuitFixture.Node node : List.of(c.relays.getFirst(), c.receiver)) {
            try (X25519PrivateKey stolen = X25519PrivateKey.fromBytes(node.key.bytes())) {
                for (byte[] theirs : List.of(eS, eR)) {
                    X25519PublicKey key = X25519PublicKey.decode(theirs).orElseThrow();
                    guesses.add(stolen.agree(key).orElseThrow());
                }
            }
        }
        return guesses;
    }

    @ParameterizedTest
    @EnumSource(HpkeKem.class)
    @DisplayName(
            "D05: the receiver's stolen handshake key opens the recorded HANDSHAKE but neither HANDSHAKE_ACK nor records")
    void the_handshake_key_alone_opens_no_session(HpkeKem kem) {
        CircuitFixture c = new CircuitFixture(0, kem, 10, 10, true);
        byte[] packet = c.travel();
        AcceptedHandshake honest =
                c.receive(packet)
                        .accept(
                                c.initiator.ephemeralPublicKey(),
                                c.initiator.kemPublicKey().orElseThrow())
                        .orElseThrow();
        byte[] th = honest.transcript(CircuitFixture.ACK_CORE, AeadSuite.AES_256_GCM);
        byte[] kemCiphertext = honest.kemCiphertext();
        var made = honest.answer(CircuitFixture.ACK_CORE, NOW);
        byte[] recordedAnswer = made.packetAnswer();
        AnsweredHandshake sender =
                ((SetupAnswer.Answered) c.setup.answered(recordedAnswer, 0, 3072)).handshake();
        RecordSealer sealer =
                sender.confirm(
                                CircuitFixture.ACK_CORE,
                                th,
                                AeadSuite.AES_256_GCM,
                                kemCiphertext,
                                NOW)
                        .orElseThrow()
                        .sealer();
        byte[] cell = new byte[1280];
        sealer.seal(3, new byte[] {9}, 0, 1, cell, 0, NOW);

        // The thief replays the packet with the stolen key and answers with ephemerals of its own.
        AcceptedHandshake thief =
                c.receive(packet)
                        .accept(
                                c.initiator.ephemeralPublicKey(),
                                c.initiator.kemPublicKey().orElseThrow())
                        .orElseThrow();
        assertThat(c.responder.handshake()).isEqualTo(c.handshake);
        thief.transcript(CircuitFixture.ACK_CORE, AeadSuite.AES_256_GCM);
        var forged = thief.answer(CircuitFixture.ACK_CORE, NOW);
        assertThat(forged.keys().opener().open(cell, 0, cell.length, NOW))
                .isEqualTo(new xyz.blueblocks.crypto.session.OpenedRecord.Refused(6));

        // Nor does an initiator's side rebuilt from es and fresh ephemerals open the answer.
        try (HandshakeInitiator other = HandshakeInitiator.generate(true)) {
            var hpke =
                    HpkeRecipient.open(
                                    c.receiver.key,
                                    OnionPacket.parse(packet, 0, packet.length).orElseThrow().enc(),
                                    Labels.of("bb/e2e/v1", c.receiver.id.bytes()))
                            .orElseThrow();
            SecretBytes es = hpke.export(ReceiverSetup.exportContext(), 32);
            assertThat(
                            other.open(
                                    es,
                                    recordedAnswer,
                                    0,
                                    c.handshake,
                                    new SenderLayers(
                                            new CircuitShape(10, 10, 0), List.of(), List.of())))
                    .isEmpty();
        }
    }
}
