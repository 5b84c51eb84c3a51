package xyz.blueblocks.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.crypto.linkauth.LinkHandshakeAuth;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.FrameLayout;
import xyz.blueblocks.wire.frame.FrameType;

/// A listener against diallers whose link handshake is not as it must be.
final class HostileHandshakeIT extends HostileDoor {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("C04, C10: a link opens in both modes and PONG echoes the payload of PING")
    void opens_and_answers_ping(boolean mac) {
        try (HandMadePeer peer = peer()) {
            peer.open(mac);
            peer.sendSigned(FrameType.PING, CircuitId.ZERO, PING);
            byte[] pong = peer.readVerified(FrameType.PONG);
            assertThat(
                            Arrays.copyOfRange(
                                    pong,
                                    FrameLayout.PAYLOAD_OFFSET,
                                    pong.length - FrameLayout.AUTH))
                    .isEqualTo(PING);
            assertThat(Recorder.next(recorder.opened).peer()).isEqualTo(dialler.id);
        }
    }

    @Test
    @DisplayName("C04: nothing is granted to a handshake that is replayed")
    void a_replayed_handshake_opens_nothing() {
        byte[] recorded;
        try (HandMadePeer peer = peer()) {
            recorded = peer.handshake(true, dialler.token);
            peer.send(recorded);
            peer.read();
        }
        try (HandMadePeer replayer = peer()) {
            replayer.send(recorded);
            replayer.read();
            replayer.send(replayer.frame(FrameType.PING.value(), CircuitId.ZERO, PING));
            assertThat(replayer.read()[1]).isEqualTo((byte) FrameType.CLOSE.value());
            replayer.readEnd();
        }
        assertThat(recorder.openings).hasValue(0);
    }

    @Test
    @DisplayName("C06: DATA before the handshake closes the link with E010")
    void data_before_handshake_is_refused() {
        try (HandMadePeer peer = peer()) {
            peer.send(peer.frame(FrameType.DATA.value(), CircuitId.ZERO, new byte[10]));
            assertThat(peer.readClose(false).errorNumber()).isEqualTo(10);
        }
    }

    @Test
    @DisplayName("C05: HANDSHAKE_ACK that nobody asked for closes the link with E010")
    void an_ack_that_comes_first_is_refused() {
        try (HandMadePeer peer = peer()) {
            byte[] frame = peer.handshake(true, dialler.token);
            frame[FrameLayout.TYPE_OFFSET] = (byte) FrameType.HANDSHAKE_ACK.value();
            peer.send(frame);
            assertThat(peer.readClose(false).errorNumber()).isEqualTo(10);
        }
    }

    @Test
    @DisplayName("C04: a second handshake on an open link closes it with E010")
    void a_second_handshake_is_refused() {
        try (HandMadePeer peer = opened()) {
            peer.sendSigned(FrameType.HANDSHAKE, CircuitId.ZERO, new byte[70]);
            assertThat(peer.readClose(true).errorNumber()).isEqualTo(10);
        }
    }

    @Test
    @DisplayName("C38: a handshake with a wrong signature is refused with E005")
    void a_wrong_signature_is_refused() {
        try (HandMadePeer peer = peer()) {
            byte[] frame = peer.handshake(true, dialler.token);
            frame[frame.length - 1] ^= 1;
            peer.send(frame);
            assertThat(peer.readClose(false).errorNumber()).isEqualTo(5);
        }
        assertThat(recorder.openings).hasValue(0);
    }

    @Test
    @DisplayName("C38: somebody else's session token is refused with E005")
    void a_stolen_token_is_worth_nothing() {
        try (HandMadePeer peer = peer()) {
            peer.send(peer.handshake(true, new TestPeer().token));
            assertThat(peer.readClose(false).errorNumber()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"never-issued", ""})
    @DisplayName("C38: a link without a good session token is refused")
    void no_token_no_link(String token) {
        try (HandMadePeer peer = peer()) {
            peer.send(peer.handshake(true, token));
            assertThat(peer.readClose(false).errorNumber()).isIn(5, 10);
        }
    }

    @Test
    @DisplayName("C15: a handshake for another peer than the one who listens is refused with E001")
    void another_peer_was_dialled() {
        try (HandMadePeer peer =
                new HandMadePeer(authority, server.address(), dialler, new TestPeer().id)) {
            peer.send(peer.handshake(true, dialler.token));
            assertThat(peer.readClose(false).errorNumber()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("C30: a peer that does not finish its handshake in time is dropped")
    void a_slow_handshake_is_dropped() {
        try (HandMadePeer peer = peer()) {
            peer.send(Arrays.copyOf(peer.handshake(true, dialler.token), 40));
            peer.readEnd();
        }
        Eventually.holds("none half open", () -> server.halfOpen() == 0);
    }

    @Test
    @DisplayName("C30: a peer that never confirms its handshake is dropped")
    void an_unconfirmed_link_is_dropped() {
        try (HandMadePeer peer = peer()) {
            peer.open(true);
            peer.readEnd();
        }
        assertThat(recorder.openings).hasValue(0);
    }

    @Test
    @DisplayName("X04: both feature bits are under the signatures, so none can be switched off")
    void the_mode_cannot_be_changed_on_the_way() {
        try (HandMadePeer peer = peer()) {
            byte[] frame = peer.handshake(true, dialler.token);
            frame[FrameLayout.PAYLOAD_OFFSET + 3] = 0;
            assertThat(LinkHandshakeAuth.verifyHandshake(frame, dialler.id.publicKey())).isFalse();
            peer.send(frame);
            assertThat(peer.readClose(false).errorNumber()).isEqualTo(5);
        }
    }
}
