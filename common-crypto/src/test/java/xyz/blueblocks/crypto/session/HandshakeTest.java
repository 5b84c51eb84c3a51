package xyz.blueblocks.crypto.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.AeadSuite;

/// The two ends of a handshake, given the secret that the circuit's innermost seal exports.
class HandshakeTest {
    private static final byte[] OFFER =
            "{\"supported_ciphers\":[\"AES-256-GCM\",\"ChaCha20-Poly1305\"]}".getBytes(UTF_8);
    private static final byte[] SHORTENED =
            "{\"supported_ciphers\":[\"ChaCha20-Poly1305\"]}".getBytes(UTF_8);
    private static final byte[] CORE = "{\"cipher\":\"AES-256-GCM\"}".getBytes(UTF_8);
    private static final byte[] NOTHING = new byte[0];

    private static SecretBytes es() {
        byte[] es = new byte[32];
        Arrays.fill(es, (byte) 77);
        return SecretBytes.take(es);
    }

    private static AcceptedHandshake accept(HandshakeInitiator initiator, byte[] handshake) {
        return new HandshakeResponder(es(), handshake, new DirectLayers(1280))
                .accept(initiator.ephemeralPublicKey(), initiator.kemPublicKey().orElse(NOTHING))
                .orElseThrow();
    }

    private static AnsweredHandshake answered(HandshakeInitiator initiator, byte[] answer) {
        return initiator.open(es(), answer, 0, OFFER, new DirectLayers(1280)).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(AeadSuite.class)
    @DisplayName(
            "D03, D04, D16, X16: both ends reach the same keys per direction with either cipher, exporter included")
    void both_ends_agree(AeadSuite suite) {
        HandshakeInitiator initiator = HandshakeInitiator.generate(true);
        AcceptedHandshake accepted = accept(initiator, OFFER);
        byte[] th = accepted.transcript(CORE, suite);
        byte[] kem = accepted.kemCiphertext();
        var made = accepted.answer("ack".getBytes(UTF_8), 0);
        AnsweredHandshake answered = answered(initiator, made.packetAnswer());
        assertThat(answered.message()).isEqualTo("ack".getBytes(UTF_8));
        assertThat(answered.responderEphemeral()).isEqualTo(Arrays.copyOf(made.packetAnswer(), 32));
        SessionKeys here = answered.confirm(CORE, th, suite, kem, 0).orElseThrow();
        SessionKeys there = made.keys();

        assertThat(here.suite()).isEqualTo(suite);
        assertThat(here.postQuantum() && there.postQuantum()).isTrue();
        assertThat(here.transcript()).isEqualTo(th).isEqualTo(Transcript.of(OFFER, CORE));
        byte[] id = new byte[16];
        assertThat(here.fileKey(id).constantTimeEquals(there.fileKey(id))).isTrue();
        id[3] = 1;
        assertThat(here.fileKey(id).constantTimeEquals(there.fileKey(new byte[16]))).isFalse();
        byte[] cell = new byte[1280];
        here.sealer().seal(3, CORE, 0, CORE.length, cell, 0, 0);
        byte[] reflected = cell.clone();
        assertThat(there.opener().open(cell, 0, 1280, 0)).isInstanceOf(OpenedRecord.Fragment.class);
        assertThat(here.opener().open(reflected, 0, 1280, 0))
                .as("directions have different keys")
                .isEqualTo(new OpenedRecord.Refused(6));
        assertThat(here.expiredAt(3_599_999)).isFalse();
        assertThat(here.expiredAt(3_600_000)).isTrue();
        here.close();
        here.close();
        assertThatThrownBy(() -> here.fileKey(id)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName(
            "D04, X15: a cipher removed from the offer on the way changes the transcript and the session fails")
    void a_removed_offer_is_noticed() {
        HandshakeInitiator initiator = HandshakeInitiator.generate(true);
        AcceptedHandshake accepted = accept(initiator, SHORTENED);
        byte[] th = accepted.transcript(CORE, AeadSuite.CHACHA20_POLY1305);
        byte[] kem = accepted.kemCiphertext();
        var made = accepted.answer(CORE, 0);
        assertThat(th).isNotEqualTo(Transcript.of(OFFER, CORE));
        assertThat(
                        answered(initiator, made.packetAnswer())
                                .confirm(CORE, th, AeadSuite.CHACHA20_POLY1305, kem, 0))
                .isEmpty();
    }

    @Test
    @DisplayName("D02, X15: a transcript that differs in any byte, or another core, is refused")
    void transcripts_must_agree() {
        for (int at = 0; at < 33; at++) {
            HandshakeInitiator initiator = HandshakeInitiator.generate(false);
            AcceptedHandshake accepted = accept(initiator, OFFER);
            byte[] th = accepted.transcript(CORE, AeadSuite.AES_256_GCM);
            byte[] answer = accepted.answer(CORE, 0).packetAnswer();
            byte[] core = CORE.clone();
            if (at < 32) {
                th[at] ^= 1;
            } else {
                core[3] ^= 1;
            }
            assertThat(
                            answered(initiator, answer)
                                    .confirm(core, th, AeadSuite.AES_256_GCM, NOTHING, 0))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName(
            "D16, X25: an ML-KEM ciphertext stripped, added or of another size is refused; policy cannot be lowered unseen")
    void the_kem_cannot_be_stripped() {
        for (int size : new int[] {0, 1087, 1089}) {
            HandshakeInitiator initiator = HandshakeInitiator.generate(true);
            AcceptedHandshake accepted = accept(initiator, OFFER);
            byte[] th = accepted.transcript(CORE, AeadSuite.AES_256_GCM);
            byte[] answer = accepted.answer(CORE, 0).packetAnswer();
            assertThat(
                            answered(initiator, answer)
                                    .confirm(CORE, th, AeadSuite.AES_256_GCM, new byte[size], 0))
                    .isEmpty();
        }
        HandshakeInitiator classical = HandshakeInitiator.generate(false);
        AcceptedHandshake accepted = accept(classical, OFFER);
        byte[] th = accepted.transcript(CORE, AeadSuite.AES_256_GCM);
        byte[] answer = accepted.answer(CORE, 0).packetAnswer();
        assertThat(
                        answered(classical, answer)
                                .confirm(CORE, th, AeadSuite.AES_256_GCM, new byte[1088], 0))
                .isEmpty();
    }

    @Test
    @DisplayName(
            "D03: unusable keys of the sender are refused: small order, wrong size, a malformed ML-KEM key")
    void refuses_unusable_keys() {
        byte[] good = HandshakeInitiator.generate(false).ephemeralPublicKey();
        byte[] one = new byte[32];
        one[0] = 1;
        byte[] malformed = new byte[1184];
        Arrays.fill(malformed, (byte) 0xFF);
        byte[][][] pairs = {
            {new byte[32], NOTHING},
            {one, NOTHING},
            {new byte[31], NOTHING},
            {new byte[0], NOTHING},
            {good, new byte[1]},
            {good, new byte[1183]},
            {good, malformed}
        };
        for (byte[][] pair : pairs) {
            assertThat(
                            new HandshakeResponder(es(), OFFER, new DirectLayers(1280))
                                    .accept(pair[0], pair[1]))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("X15: one flipped bit at any position of the receiver's answer is refused")
    void refuses_a_flip_at_every_position() {
        SplittableRandom random = new SplittableRandom(5);
        var ephemeral = xyz.blueblocks.crypto.kem.X25519PrivateKey.generate();
        HandshakeInitiator initiator = HandshakeInitiator.of(ephemeral, Optional.empty());
        byte[] answer = accept(initiator, OFFER).refuse("no".getBytes(UTF_8));
        SecretBytes scalar = ephemeral.bytes();
        for (int at = 0; at < answer.length; at++) {
            byte bit = (byte) (1 << random.nextInt(8));
            answer[at] ^= bit;
            HandshakeInitiator again =
                    HandshakeInitiator.of(
                            xyz.blueblocks.crypto.kem.X25519PrivateKey.fromBytes(scalar),
                            Optional.empty());
            assertThat(again.open(es(), answer, 0, OFFER, new DirectLayers(1280)))
                    .as("byte " + at)
                    .isEmpty();
            answer[at] ^= bit;
        }
    }

    @Test
    @DisplayName("X15: a handshake is accepted once, answered once, opened once")
    void everything_happens_once() {
        HandshakeInitiator initiator = HandshakeInitiator.generate(false);
        HandshakeResponder responder = new HandshakeResponder(es(), OFFER, new DirectLayers(1280));
        AcceptedHandshake accepted =
                responder.accept(initiator.ephemeralPublicKey(), NOTHING).orElseThrow();
        assertThatThrownBy(() -> responder.accept(new byte[32], NOTHING))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> accepted.answer(CORE, 0))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> accepted.refuse(new byte[accepted.maxMessage() + 1]))
                .isInstanceOf(IllegalArgumentException.class);
        byte[] answer = accepted.refuse(CORE);
        assertThatThrownBy(() -> accepted.refuse(CORE)).isInstanceOf(IllegalStateException.class);
        AnsweredHandshake answered = answered(initiator, answer);
        assertThatThrownBy(() -> answered(initiator, answer))
                .isInstanceOf(IllegalStateException.class);
        answered.close();
        answered.close();
        assertThatThrownBy(() ->
                        answered.confirm(CORE, new byte[32], AeadSuite.AES_256_GCM, NOTHING, 0))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(AeadSuite.class)
    @DisplayName("E02: a DATA message in JSON form opens with its own id, nonce, aad and tag only")
    void seals_json_data(AeadSuite suite) {
        HandshakeInitiator initiator = HandshakeInitiator.generate(false);
        AcceptedHandshake accepted = accept(initiator, OFFER);
        accepted.transcript(CORE, suite);
        SessionKeys keys = accepted.answer(CORE, 0).keys();
        byte[] text = "a record".getBytes(UTF_8);
        DataCipher.Sealed sealed;
        try (DataCipher cipher = keys.dataCipher("msg_1")) {
            sealed = cipher.seal(CORE, text);
            assertThat(sealed.nonce()).hasSize(12).isNotEqualTo(cipher.seal(CORE, text).nonce());
            assertThat(sealed.tag()).hasSize(16);
            assertThat(sealed.ciphertext()).hasSize(text.length);
            assertThat(cipher.open(CORE, sealed.nonce(), sealed.ciphertext(), sealed.tag()))
                    .contains(text);
            assertThat(cipher.open(OFFER, sealed.nonce(), sealed.ciphertext(), sealed.tag()))
                    .isEmpty();
            assertThat(cipher.open(CORE, new byte[11], sealed.ciphertext(), sealed.tag()))
                    .isEmpty();
            assertThat(cipher.open(CORE, sealed.nonce(), sealed.ciphertext(), new byte[15]))
                    .isEmpty();
            byte[] tag = sealed.tag();
            tag[0] ^= 1;
            assertThat(cipher.open(CORE, sealed.nonce(), sealed.ciphertext(), tag)).isEmpty();
        }
        try (DataCipher other = keys.dataCipher("msg_2")) {
            assertThat(other.open(CORE, sealed.nonce(), sealed.ciphertext(), sealed.tag()))
                    .isEmpty();
        }
    }
}
