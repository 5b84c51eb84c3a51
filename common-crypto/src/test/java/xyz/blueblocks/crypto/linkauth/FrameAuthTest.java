package xyz.blueblocks.crypto.linkauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.kem.X25519PrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;

/// Frames of one link, honest and hostile.
class FrameAuthTest {
    private static final int DATA = 3;
    private final SplittableRandom random = new SplittableRandom(23);
    private final Ed25519PrivateKey dialler = identity();
    private final Ed25519PrivateKey listener = identity();
    private final X25519PrivateKey here = X25519PrivateKey.fromBytes(SecretBytes.take(bytes(32)));
    private final X25519PrivateKey there = X25519PrivateKey.fromBytes(SecretBytes.take(bytes(32)));
    private final byte[] handshake = frame(1, 0, bytes(70));
    private final byte[] ack = frame(2, 0, bytes(70));

    private Ed25519PrivateKey identity() {
        return Ed25519PrivateKey.fromSeed(SecretBytes.take(bytes(32)));
    }

    private byte[] bytes(int n) {
        byte[] bytes = new byte[n];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] frame(int type, int circuit, byte[] payload) {
        byte[] route = new byte[16];
        Arrays.fill(route, (byte) circuit);
        return ByteBuffer.allocate(167 + payload.length)
                .put((byte) 1)
                .put((byte) type)
                .putInt(95 + payload.length)
                .putShort((short) 0)
                .put((byte) 38)
                .put(PeerId.of(dialler.publicKey()).bytes())
                .put((byte) 38)
                .put(PeerId.of(listener.publicKey()).bytes())
                .put(route)
                .put((byte) 1)
                .put(payload)
                .array();
    }

    private LinkSecrets secrets() {
        LinkHandshakeAuth.signHandshake(handshake, dialler::sign);
        LinkHandshakeAuth.signAck(ack, handshake, listener::sign);
        return LinkSecrets.of(handshake, ack);
    }

    private FrameAuth auth(LinkRole role, boolean mac) {
        boolean dials = role == LinkRole.DIALLER;
        if (!mac) {
            return dials
                    ? secrets().signatures(dialler::sign, listener.publicKey())
                    : secrets().signatures(listener::sign, dialler.publicKey());
        }
        return secrets()
                .macs(
                        role,
                        dials
                                ? here.agree(there.publicKey()).orElseThrow()
                                : there.agree(here.publicKey()).orElseThrow());
    }

    private static boolean verify(FrameAuth auth, byte[] frame) {
        return auth.verify(frame, 0, frame.length);
    }

    @Test
    @DisplayName(
            "C03, X04: HANDSHAKE verifies under the dialler's key alone, and a flip anywhere is refused")
    void handshake_is_signed() {
        LinkHandshakeAuth.signHandshake(handshake, dialler::sign);
        assertThat(LinkHandshakeAuth.verifyHandshake(handshake, dialler.publicKey())).isTrue();
        assertThat(LinkHandshakeAuth.verifyHandshake(handshake, listener.publicKey())).isFalse();
        for (int at = 0; at < handshake.length; at++) {
            byte bit = (byte) (1 << random.nextInt(8));
            handshake[at] ^= bit;
            assertThat(LinkHandshakeAuth.verifyHandshake(handshake, dialler.publicKey()))
                    .as("byte " + at)
                    .isFalse();
            handshake[at] ^= bit;
            assertThat(
                            LinkHandshakeAuth.verifyHandshake(
                                    Arrays.copyOf(handshake, at), dialler.publicKey()))
                    .isFalse();
        }
    }

    @Test
    @DisplayName("C03, X15: HANDSHAKE_ACK answers one HANDSHAKE only")
    void ack_is_tied_to_its_handshake() {
        secrets();
        assertThat(LinkHandshakeAuth.verifyAck(ack, handshake, listener.publicKey())).isTrue();
        assertThat(LinkHandshakeAuth.verifyAck(ack, handshake, dialler.publicKey())).isFalse();
        assertThat(LinkHandshakeAuth.verifyHandshake(ack, listener.publicKey())).isFalse();
        handshake[120] ^= 1;
        assertThat(LinkHandshakeAuth.verifyAck(ack, handshake, listener.publicKey())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "C03, X11: frames of every kind verify in order, both ways, at any offset, in either mode")
    void frames_verify_in_order(boolean mac) {
        FrameAuth a = auth(LinkRole.DIALLER, mac);
        FrameAuth b = auth(LinkRole.LISTENER, mac);
        assertThat(a.mac()).isEqualTo(mac);
        int[] sizes = {0, 1, 31, 32, 33, 1280, 1279, 4352};
        for (int size : sizes) {
            for (int circuit = 0; circuit < 2; circuit++) {
                byte[] there = frame(DATA, circuit, bytes(size));
                byte[] shifted = new byte[there.length + 9];
                System.arraycopy(there, 0, shifted, 5, there.length);
                a.sign(shifted, 5, there.length);
                assertThat(b.verify(shifted, 5, there.length)).isTrue();
                byte[] back = frame(7, circuit, bytes(size));
                b.sign(back, 0, back.length);
                assertThat(verify(a, back)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "C03: one flipped bit at any position of a frame, and every truncation, is refused")
    void refuses_a_flip_at_every_position(boolean mac) {
        byte[] frame = frame(DATA, 0, bytes(60));
        auth(LinkRole.DIALLER, mac).sign(frame, 0, frame.length);
        FrameAuth reused = auth(LinkRole.LISTENER, mac);
        for (int at = 0; at < frame.length; at++) {
            byte bit = (byte) (1 << random.nextInt(8));
            frame[at] ^= bit;
            assertThat(verify(auth(LinkRole.LISTENER, mac), frame)).as("byte " + at).isFalse();
            frame[at] ^= bit;
            assertThat(auth(LinkRole.LISTENER, mac).verify(frame, 0, at)).isFalse();
        }
        assertThat(verify(reused, frame)).isTrue();
    }

    @Test
    @DisplayName(
            "X11: under LINK_MAC a cell is covered by its first 32 bytes, any other frame and every signed one by all")
    void cells_are_covered_by_their_head() {
        record Case(int type, int circuit, int size, boolean mac, boolean tailCounts) {}
        Case[] cases = {
            new Case(DATA, 1, 1280, true, false),
            new Case(DATA, 1, (1 << 18) + 256, true, false),
            new Case(DATA, 1, 1280, false, true),
            new Case(DATA, 0, 1280, true, true),
            new Case(DATA, 1, 1281, true, true),
            new Case(1, 1, 1280, true, true)
        };
        for (Case c : cases) {
            byte[] frame = frame(c.type, c.circuit, bytes(c.size));
            auth(LinkRole.DIALLER, c.mac).sign(frame, 0, frame.length);
            for (int at : new int[] {103, 134, 135, 103 + c.size - 1}) {
                frame[at] ^= 1;
                boolean counts = at < 135 || c.tailCounts;
                assertThat(verify(auth(LinkRole.LISTENER, c.mac), frame))
                        .as(c + " byte " + at)
                        .isEqualTo(!counts);
                frame[at] ^= 1;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "X04: a frame replayed, dropped, swapped or turned back is refused, and the link is dead")
    void order_is_everything(boolean mac) {
        FrameAuth a = auth(LinkRole.DIALLER, mac);
        byte[] first = frame(DATA, 0, bytes(10));
        byte[] second = frame(DATA, 0, bytes(10));
        a.sign(first, 0, first.length);
        a.sign(second, 0, second.length);

        FrameAuth replayed = auth(LinkRole.LISTENER, mac);
        assertThat(verify(replayed, first)).isTrue();
        assertThat(verify(replayed, first)).isFalse();
        assertThat(verify(replayed, second)).as("dead").isFalse();
        FrameAuth dropped = auth(LinkRole.LISTENER, mac);
        assertThat(verify(dropped, second)).isFalse();
        assertThat(verify(dropped, first)).as("dead").isFalse();
        assertThat(verify(a, first)).as("turned back").isFalse();
        a.sign(second, 0, second.length);
        a.close();
        assertThatThrownBy(() -> a.sign(second, 0, second.length))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName(
            "C03, X15: frames of one link mean nothing on another: opening frames that differ give other keys")
    void links_are_apart() {
        for (boolean mac : new boolean[] {false, true}) {
            byte[] frame = frame(DATA, 0, bytes(10));
            auth(LinkRole.DIALLER, mac).sign(frame, 0, frame.length);
            handshake[110] ^= 1;
            assertThat(verify(auth(LinkRole.LISTENER, mac), frame)).isFalse();
            handshake[110] ^= 1;
        }
        byte[] frame = frame(DATA, 0, bytes(10));
        auth(LinkRole.DIALLER, true).sign(frame, 0, frame.length);
        assertThat(verify(auth(LinkRole.LISTENER, false), frame)).as("the other mode").isFalse();
    }

    @Test
    @DisplayName(
            "C03: signing what is no frame is the caller's mistake; verifying it is only false")
    void only_frames_are_signed() {
        FrameAuth a = auth(LinkRole.DIALLER, true);
        byte[] lying = frame(DATA, 0, bytes(10));
        lying[5]++;
        assertThatThrownBy(() -> a.sign(lying, 0, lying.length))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> a.sign(new byte[166], 0, 166))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(verify(auth(LinkRole.LISTENER, true), lying)).isFalse();
        assertThat(verify(auth(LinkRole.LISTENER, true), new byte[0])).isFalse();
        a.close();
        a.close();
        assertThatThrownBy(() -> a.sign(frame(DATA, 0, bytes(1)), 0, 168))
                .isInstanceOf(IllegalStateException.class);
    }
}
