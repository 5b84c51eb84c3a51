package xyz.blueblocks.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.crypto.linkauth.LinkHandshakeAuth;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.ClosePayload;
import xyz.blueblocks.wire.frame.FrameLayout;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.frame.PingPayload;
import xyz.blueblocks.wire.json.Json;

/// A listener against diallers that do not keep to the protocol.
final class HostileLinkIT {
    private static final CircuitId CIRCUIT = new CircuitId(1, 2);
    private static final byte[] PING = new PingPayload(7).encode();

    @TempDir Path folder;
    private final TestPeer relay = new TestPeer();
    private final TestPeer dialler = new TestPeer();
    private final Recorder recorder = new Recorder();
    private TestAuthority authority;
    private LinkTransport transport;
    private LinkServer server;

    @BeforeEach
    void listen() throws Exception {
        authority = new TestAuthority(folder);
        transport =
                LinkTransport.create(
                        LinkSettings.defaults()
                                .withTimes(Duration.ofSeconds(20), Duration.ofSeconds(3)),
                        InstantSource.system());
        server =
                transport
                        .listen(
                                new InetSocketAddress("127.0.0.1", 0),
                                authority.server("relay.test"),
                                relay.identity(true),
                                recorder)
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        transport.close();
    }

    private HandMadePeer peer() {
        return new HandMadePeer(authority, server.address(), dialler, relay.id);
    }

    private HandMadePeer opened() {
        HandMadePeer peer = peer();
        peer.open(true);
        peer.sendSigned(FrameType.PING, CircuitId.ZERO, PING);
        peer.readVerified(FrameType.PONG);
        return peer;
    }

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

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 255})
    @DisplayName("C13: an unknown version is answered with E014 and closed, first or later")
    void an_unknown_version_closes(int version) {
        try (HandMadePeer peer = peer()) {
            byte[] frame = peer.handshake(true, dialler.token);
            frame[0] = (byte) version;
            peer.send(frame);
            assertThat(peer.readClose(false).errorNumber()).isEqualTo(14);
        }
        try (HandMadePeer peer = opened()) {
            byte[] frame = peer.frame(FrameType.DATA.value(), CIRCUIT, new byte[5]);
            frame[0] = (byte) version;
            peer.send(peer.signed(frame));
            assertThat(peer.readClose(true).errorNumber()).isEqualTo(14);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0x80, 0x8000})
    @DisplayName("C13: reserved flags that are not zero close the link with E010")
    void flags_must_be_zero(int flags) {
        try (HandMadePeer peer = opened()) {
            byte[] frame = peer.frame(FrameType.DATA.value(), CIRCUIT, new byte[5]);
            frame[6] = (byte) (flags >>> 8);
            frame[7] = (byte) flags;
            peer.send(peer.signed(frame));
            assertThat(peer.readClose(true).errorNumber()).isEqualTo(10);
        }
    }

    @Test
    @DisplayName("C13: unknown types are answered with ERROR E010 and the link stays")
    void unknown_types_are_survived() {
        try (HandMadePeer peer = opened()) {
            for (int type : new int[] {0x00, 0x0B, 0x3F, 0x40, 0xFA}) {
                peer.send(peer.signed(peer.frame(type, CIRCUIT, new byte[3])));
                byte[] error = peer.readVerified(FrameType.ERROR);
                String text =
                        new String(
                                error,
                                FrameLayout.PAYLOAD_OFFSET,
                                error.length - FrameLayout.OVERHEAD,
                                StandardCharsets.UTF_8);
                assertThat(text)
                        .contains("\"error_code\":\"E010\"")
                        .contains("\"error_name\":\"INVALID_FORMAT\"")
                        .contains("\"type\":\"ERROR\"");
            }
            peer.sendSigned(FrameType.DATA, CIRCUIT, new byte[] {1, 2, 3});
            assertThat(Recorder.next(recorder.frames).payload).containsExactly(1, 2, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {94, 0, 10 * 1024 * 1024 + 1, Integer.MAX_VALUE, -1})
    @DisplayName("C03, C14: a length that cannot be is refused with E010 before it moves anything")
    void an_impossible_length_is_refused(int length) {
        try (HandMadePeer peer = opened()) {
            byte[] frame = peer.frame(FrameType.DATA.value(), CIRCUIT, new byte[5]);
            for (int i = 0; i < 4; i++) {
                frame[FrameLayout.LENGTH_OFFSET + i] = (byte) (length >>> (24 - 8 * i));
            }
            peer.send(Arrays.copyOf(frame, FrameLayout.HEADER));
            assertThat(peer.readClose(true).errorNumber()).isEqualTo(10);
        }
    }

    @Test
    @DisplayName(
            "C14: before it has shown who it is, a peer may not announce more than a handshake")
    void a_stranger_may_not_announce_much() {
        try (HandMadePeer peer = peer()) {
            byte[] frame = peer.frame(FrameType.HANDSHAKE.value(), CircuitId.ZERO, new byte[5000]);
            peer.send(Arrays.copyOf(frame, FrameLayout.HEADER));
            assertThat(peer.readClose(false).errorNumber()).isEqualTo(10);
        }
    }

    @Test
    @DisplayName("C14: a message of 10 MiB is accepted")
    void ten_mebibytes_are_accepted() {
        try (HandMadePeer peer = opened()) {
            byte[] payload = new byte[FrameLayout.MAX_PAYLOAD];
            payload[payload.length - 1] = 9;
            peer.sendSigned(FrameType.DATA, CIRCUIT, payload);
            assertThat(Recorder.next(recorder.frames).payload).isEqualTo(payload);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 46, 47, 48, 85, 102})
    @DisplayName("C15: routing that is not this link's two ends and one hop closes the link")
    void routing_must_be_the_links_own(int offset) {
        try (HandMadePeer peer = opened()) {
            byte[] frame = peer.frame(FrameType.DATA.value(), CIRCUIT, new byte[5]);
            frame[offset] ^= 1;
            peer.send(peer.signed(frame));
            assertThat(peer.readClose(true).errorNumber()).isEqualTo(10);
        }
        assertThat(recorder.frames).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {103, 105, 170, 171})
    @DisplayName("C03, X04: a frame with one wrong bit is refused with E005 and the link closed")
    void a_changed_frame_closes(int offset) {
        try (HandMadePeer peer = opened()) {
            byte[] frame = peer.signed(peer.frame(FrameType.DATA.value(), CIRCUIT, new byte[5]));
            frame[Math.min(offset, frame.length - 1)] ^= 1;
            peer.send(frame);
            assertThat(peer.readClose(true).errorNumber()).isEqualTo(5);
        }
        assertThat(recorder.frames).isEmpty();
    }

    @Test
    @DisplayName("C31: a frame sent twice is refused with E005")
    void a_repeated_frame_closes() {
        try (HandMadePeer peer = opened()) {
            byte[] frame = peer.signed(peer.frame(FrameType.DATA.value(), CIRCUIT, new byte[5]));
            peer.send(frame);
            peer.send(frame);
            assertThat(peer.readClose(true).errorNumber()).isEqualTo(5);
        }
        assertThat(recorder.frames).hasSize(1);
    }

    @Test
    @DisplayName("C31: a frame left out is noticed with E005")
    void a_dropped_frame_closes() {
        try (HandMadePeer peer = opened()) {
            peer.signed(peer.frame(FrameType.DATA.value(), CIRCUIT, new byte[5]));
            peer.sendSigned(FrameType.DATA, CIRCUIT, new byte[5]);
            assertThat(peer.readClose(true).errorNumber()).isEqualTo(5);
        }
    }

    @Test
    @DisplayName("C10: more than one PING a second closes the link with E009")
    void too_many_pings_close() {
        try (HandMadePeer peer = opened()) {
            for (int i = 0; i < 3; i++) {
                peer.sendSigned(FrameType.PING, CircuitId.ZERO, PING);
            }
            ClosePayload close = peer.readClose(true);
            assertThat(close.errorNumber()).isEqualTo(9);
            assertThat(close.limit()).isEqualTo(CloseLimit.RATE);
        }
    }

    @Test
    @DisplayName("C10: PING of another size than 8 bytes closes the link with E010")
    void a_long_ping_closes() {
        try (HandMadePeer peer = opened()) {
            peer.sendSigned(FrameType.PING, CircuitId.ZERO, new byte[9]);
            assertThat(peer.readClose(true).errorNumber()).isEqualTo(10);
        }
    }

    @Test
    @DisplayName("C12, F02: control messages over 64 KiB or with duplicate keys close the link")
    void control_messages_are_bounded_and_strict() {
        byte[] twice = "{\"type\":\"X\",\"type\":\"Y\"}".getBytes(StandardCharsets.UTF_8);
        for (byte[] text : new byte[][] {new byte[64 * 1024 + 1], twice, new byte[0]}) {
            try (HandMadePeer peer = opened()) {
                peer.sendSigned(FrameType.DATA, CircuitId.ZERO, text);
                assertThat(peer.readClose(true).errorNumber()).isEqualTo(10);
            }
        }
        assertThat(recorder.controls).isEmpty();
    }

    @Test
    @DisplayName("C04: TOKEN of another peer closes the link with E005")
    void a_token_of_another_peer_closes() {
        try (HandMadePeer peer = opened()) {
            peer.sendSigned(
                    FrameType.DATA,
                    CircuitId.ZERO,
                    Json.object()
                            .put("type", "TOKEN")
                            .put("token", new TestPeer().token)
                            .build()
                            .canonical());
            assertThat(peer.readClose(true).errorNumber()).isEqualTo(5);
        }
    }

    @Test
    @DisplayName("C04: a link ends with its session token, unless a fresh one came")
    void a_link_ends_with_its_token() {
        dialler.token = TestPeer.issue(dialler.id, Duration.ofSeconds(2));
        try (HandMadePeer peer = opened();
                HandMadePeer renewed = opened()) {
            renewed.sendSigned(
                    FrameType.DATA,
                    CircuitId.ZERO,
                    Json.object()
                            .put("type", "TOKEN")
                            .put("token", TestPeer.issue(dialler.id, Duration.ofHours(1)))
                            .build()
                            .canonical());
            ClosePayload close = peer.readClose(true);
            assertThat(close.errorNumber()).isEqualTo(16);
            renewed.sendSigned(FrameType.DATA, CIRCUIT, new byte[] {4});
            assertThat(Recorder.next(recorder.frames).payload).containsExactly(4);
        }
    }

    @Test
    @DisplayName("C30: a peer that does not finish its handshake in time is dropped")
    void a_slow_handshake_is_dropped() {
        try (HandMadePeer peer = peer()) {
            peer.send(Arrays.copyOf(peer.handshake(true, dialler.token), 40));
            peer.readEnd();
        }
        assertThat(server.halfOpen()).isZero();
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
