package xyz.blueblocks.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.ClosePayload;
import xyz.blueblocks.wire.frame.FrameLayout;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.Json;

/// A listener against diallers whose frames on an open link are not as they must be.
final class HostileLinkIT extends HostileDoor {
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
        dialler.token = TestPeer.issue(dialler.id, Duration.ofSeconds(5));
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
}
