package xyz.blueblocks.crypto.onion;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.aead.SealSequence;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.kem.X25519PrivateKey;
import xyz.blueblocks.crypto.session.AcceptedHandshake;

/// The one answer to a set-up: from the receiver, or from the relay that could not go on.
class AnswerTest {
    private static AcceptedHandshake accepted(CircuitFixture c) {
        return c.receive(c.travel())
                .accept(c.initiator.ephemeralPublicKey(), new byte[0])
                .orElseThrow();
    }

    private static SetupAnswer atSender(CircuitFixture c, byte[] answer) {
        return c.setup.answered(answer, 0, answer.length);
    }

    @Test
    @DisplayName(
            "C16: the sender learns, sealed, which relay refused and why, for every relay of five")
    void sender_learns_who_refused() {
        for (int refusing = 1; refusing <= 5; refusing++) {
            CircuitFixture c = new CircuitFixture(5, HpkeKem.X25519, 12, 10, false);
            c.travel();
            int error = 6 + refusing;
            byte[] answer = c.layers.get(refusing - 1).refuse(error);
            for (int i = refusing - 2; i >= 0; i--) {
                assertThat(answer).hasSize(3072);
                answer = c.layers.get(i).complete(answer, 0, 3072).orElseThrow().answer();
            }
            assertThat(atSender(c, answer)).isEqualTo(new SetupAnswer.RefusedAt(refusing, error));
        }
    }

    @Test
    @DisplayName("X15: a receiver's ERROR comes back through the same answer, of the same size")
    void receiver_may_refuse() {
        for (int h = 0; h <= 5; h++) {
            CircuitFixture c = new CircuitFixture(h, HpkeKem.X25519, 12, 10, false);
            AcceptedHandshake accepted = accepted(c);
            byte[] longest = new byte[accepted.maxMessage()];
            Arrays.fill(longest, (byte) '!');
            assertThat(longest).hasSize(3020 - 50 * h);
            byte[] answer = accepted.refuse(longest);
            assertThat(answer).hasSize(3072);
            assertThat(atSender(c, c.travelBack(answer)))
                    .isInstanceOfSatisfying(
                            SetupAnswer.Answered.class,
                            a -> assertThat(a.handshake().message()).isEqualTo(longest));
        }
    }

    @Test
    @DisplayName("C16: an answer that is cut, or flipped in any region, opens at no hop")
    void refuses_changed_answers() {
        int[] flips = {0, 31, 32, 33, 34, 81, 82, 1500, 2900, 3055, 3071};
        for (int at : flips) {
            CircuitFixture c = new CircuitFixture(2, HpkeKem.X25519, 12, 10, false);
            byte[] answer = c.travelBack(accepted(c).refuse("no".getBytes(US_ASCII)));
            answer[at] ^= 4;
            assertThat(atSender(c, answer)).isEqualTo(new SetupAnswer.Broken(1));
        }
        for (int n : new int[] {0, 1, 31, 32, 48, 3071}) {
            CircuitFixture c = new CircuitFixture(1, HpkeKem.X25519, 12, 10, false);
            byte[] answer = c.travelBack(accepted(c).refuse("no".getBytes(US_ASCII)));
            assertThat(c.setup.answered(answer, 0, n)).isEqualTo(new SetupAnswer.Broken(1));
        }
    }

    @Test
    @DisplayName(
            "C16: one flipped bit at any position of a relay's answer is refused by the sender")
    void refuses_a_flip_at_every_position() {
        CircuitFixture c = new CircuitFixture(1, HpkeKem.X25519, 12, 10, false);
        X25519PrivateKey own = X25519PrivateKey.generate();
        X25519PrivateKey other = X25519PrivateKey.generate();
        byte[] exported = c.bytes(32);
        byte[] enc = c.bytes(OnionPacket.ENC_BYTES);
        byte[] eS = own.publicKey().bytes();
        byte[] eR = other.publicKey().bytes();
        byte[] answer = new byte[3072];
        System.arraycopy(eR, 0, answer, 0, 32);
        byte[] plain = new byte[3072 - 48];
        try (HopKeys keys =
                        HopKeys.derive(
                                secret(exported),
                                other.agree(own.publicKey()).orElseThrow(),
                                enc,
                                eS,
                                eR);
                SealSequence back = keys.sealBack()) {
            back.seal(plain, 0, plain.length, answer, 32);
        }
        assertThat(opened(own, exported, enc, answer)).isPresent();
        for (int at = 0; at < answer.length; at++) {
            byte bit = (byte) (1 << c.random.nextInt(8));
            answer[at] ^= bit;
            assertThat(opened(own, exported, enc, answer)).as("byte " + at).isEmpty();
            answer[at] ^= bit;
        }
        Arrays.fill(answer, 0, 32, (byte) 0);
        assertThat(opened(own, exported, enc, answer)).as("e_r of small order").isEmpty();
    }

    private static xyz.blueblocks.crypto.SecretBytes secret(byte[] bytes) {
        return xyz.blueblocks.crypto.SecretBytes.copyOf(bytes);
    }

    private static Optional<byte[]> opened(
            X25519PrivateKey own, byte[] exported, byte[] enc, byte[] answer) {
        return new PendingHop(own, secret(exported), enc)
                .open(answer, new ArrayList<>(), new ArrayList<>());
    }

    @Test
    @DisplayName(
            "C16: a relay takes no answer with filler that is not zeros or of another size, and says so to the sender")
    void relay_checks_filler() {
        for (int at = 3072 - 50 * 2; at < 3072; at++) {
            CircuitFixture c = new CircuitFixture(2, HpkeKem.X25519, 12, 10, false);
            byte[] answer = accepted(c).refuse(new byte[0]);
            answer[at] = 1;
            assertThat(c.layers.get(1).complete(answer, 0, 3072)).isEmpty();
            if (at % 10 == 0) {
                assertThat(c.layers.get(1).complete(answer, 0, 3071)).isEmpty();
                byte[] refusal = c.layers.get(1).refuse(6);
                byte[] first = c.layers.get(0).complete(refusal, 0, 3072).orElseThrow().answer();
                assertThat(atSender(c, first)).isEqualTo(new SetupAnswer.RefusedAt(2, 6));
            }
        }
    }

    @Test
    @DisplayName("C16: a hop that changes the answer is told apart from the hops before it")
    void sender_sees_where_an_answer_broke() {
        for (int broken = 1; broken <= 3; broken++) {
            CircuitFixture c = new CircuitFixture(3, HpkeKem.X25519, 12, 10, false);
            byte[] at = accepted(c).refuse(new byte[0]);
            for (int i = 2; i >= 0; i--) {
                if (i + 2 == broken + 1) {
                    at[100] ^= 1;
                }
                at = c.layers.get(i).complete(at, 0, 3072).orElseThrow().answer();
            }
            assertThat(atSender(c, at)).isEqualTo(new SetupAnswer.Broken(broken + 1));
        }
    }

    @Test
    @DisplayName("C16: a layer is answered once, its packet taken once, a set-up opened once")
    void everything_happens_once() {
        CircuitFixture c = new CircuitFixture(1, HpkeKem.X25519, 12, 10, false);
        c.establish(AeadSuite.AES_256_GCM, 0);
        RelayLayer layer = c.layers.getFirst();

        assertThatThrownBy(layer::takeNextPacket).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> layer.refuse(6)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> layer.complete(new byte[3072], 0, 3072))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> atSender(c, new byte[3072]))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("C16: an abandoned set-up can be closed at every stage, twice")
    void closes_at_every_stage() {
        CircuitFixture c = new CircuitFixture(2, HpkeKem.X25519, 12, 10, true);
        c.travel();
        c.layers.forEach(RelayLayer::close);
        c.layers.forEach(RelayLayer::close);
        c.setup.close();
        c.setup.close();
        assertThatThrownBy(() -> c.layers.getFirst().refuse(8))
                .isInstanceOf(IllegalStateException.class);
    }
}
