package xyz.blueblocks.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.FrameType;

/// RFC 6455, rule by rule, against a listener, by a client that shares no code with it. What a
/// public test suite would try in its echo profile, with link frames in place of the echo.
final class WebSocketConformanceIT extends HostileDoor {
    private static final int FIN = 0x80;
    private static final int NORMAL = 1000;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int NOT_THIS_TYPE = 1003;
    private static final int TOO_BIG = 1009;
    private static final byte[] NOTHING = {};
    private static final byte[] BYE = {'b', 'y', 'e'};

    private WebSocketPeer upgraded() {
        return new WebSocketPeer(authority, server.address(), dialler, relay.id);
    }

    private WebSocketPeer linked() {
        WebSocketPeer peer = upgraded();
        peer.open(true, "");
        peer.sendSigned(FrameType.PING, CircuitId.ZERO, PING);
        peer.readVerified(FrameType.PONG);
        return peer;
    }

    private static byte[] data(WebSocketPeer peer, byte[] payload) {
        return peer.signed(peer.frame(FrameType.DATA.value(), CIRCUIT, payload));
    }

    private void arrives(WebSocketPeer peer, byte[] payload) {
        peer.send(data(peer, payload));
        assertThat(Recorder.next(recorder.frames).payload).isEqualTo(payload);
    }

    private static byte[] bytes(int n) {
        byte[] bytes = new byte[n];
        new Random(n).nextBytes(bytes);
        return bytes;
    }

    @Test
    @DisplayName("C01: binary messages of all three lengths of length cross, one link frame each")
    void every_length_of_length() {
        try (WebSocketPeer peer = linked()) {
            for (int size : new int[] {0, 1, 65_364, 65_365, 65_366, 200_000, 1_048_832}) {
                arrives(peer, bytes(size));
            }
        }
    }

    @Test
    @DisplayName("C01: a message in fragments, empty ones too, is one frame, with PINGs in between")
    void fragments_are_one_message() {
        try (WebSocketPeer peer = linked()) {
            byte[] payload = bytes(700);
            byte[] frame = data(peer, payload);
            peer.sendInPieces(frame, new int[] {1, 8, 103, 103, 500, frame.length}, NOTHING);
            assertThat(Recorder.next(recorder.frames).payload).isEqualTo(payload);
        }
        try (WebSocketPeer peer = linked()) {
            byte[] payload = bytes(90);
            byte[] frame = data(peer, payload);
            int[] everywhere = IntStream.range(1, frame.length).toArray();
            peer.sendInPieces(frame, everywhere, NOTHING);
            assertThat(Recorder.next(recorder.frames).payload).isEqualTo(payload);
            byte[] ping = peer.encoded(FIN | WebSocketPeer.PING, new byte[] {4, 2}, true);
            peer.sendInPieces(data(peer, payload), new int[] {50, 120}, ping);
            assertThat(Recorder.next(recorder.frames).payload).isEqualTo(payload);
            for (int i = 0; i < 2; i++) {
                WebSocketPeer.Message pong = peer.next();
                assertThat(pong.first).isEqualTo(FIN | WebSocketPeer.PONG);
                assertThat(pong.payload).containsExactly(4, 2);
            }
        }
    }

    @Test
    @DisplayName("C01: bytes may come one by one: where TCP cuts means nothing")
    void any_cutting_of_the_stream() {
        try (WebSocketPeer peer = linked()) {
            byte[] payload = bytes(300);
            for (byte each : peer.encoded(FIN | WebSocketPeer.BINARY, data(peer, payload), true)) {
                peer.raw(new byte[] {each});
            }
            assertThat(Recorder.next(recorder.frames).payload).isEqualTo(payload);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125})
    @DisplayName(
            "C01: PING is answered by PONG with its payload; PONG that nobody asked for is ignored")
    void ping_and_pong(int size) {
        try (WebSocketPeer peer = linked()) {
            peer.frame(FIN | WebSocketPeer.PONG, bytes(size));
            peer.frame(FIN | WebSocketPeer.PING, bytes(size));
            WebSocketPeer.Message pong = peer.next();
            assertThat(pong.first).isEqualTo(FIN | WebSocketPeer.PONG);
            assertThat(pong.payload).isEqualTo(bytes(size));
            arrives(peer, bytes(20));
        }
    }

    @Test
    @DisplayName("C01: text is refused with 1003")
    void text_is_refused() {
        try (WebSocketPeer peer = linked()) {
            peer.frame(FIN | WebSocketPeer.TEXT, bytes(5));
            assertThat(peer.closeStatus()).isEqualTo(NOT_THIS_TYPE);
        }
    }

    @Test
    @DisplayName("C01: an unmasked frame of a client is refused with 1002")
    void unmasked_frames_are_refused() {
        try (WebSocketPeer peer = linked()) {
            peer.raw(peer.encoded(FIN | WebSocketPeer.BINARY, data(peer, bytes(5)), false));
            assertThat(peer.closeStatus()).isEqualTo(PROTOCOL_ERROR);
        }
        assertThat(recorder.frames).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x20, 0x10, 0x70})
    @DisplayName("C01: reserved bits that no extension took are refused with 1002")
    void reserved_bits_are_refused(int bits) {
        try (WebSocketPeer peer = linked()) {
            peer.frame(FIN | bits | WebSocketPeer.BINARY, data(peer, bytes(5)));
            assertThat(peer.closeStatus()).isEqualTo(PROTOCOL_ERROR);
        }
        assertThat(recorder.frames).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
    @DisplayName("C01: reserved opcodes are refused with 1002")
    void reserved_opcodes_are_refused(int opcode) {
        try (WebSocketPeer peer = linked()) {
            peer.frame(FIN | opcode, bytes(5));
            assertThat(peer.closeStatus()).isEqualTo(PROTOCOL_ERROR);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {WebSocketPeer.PING, WebSocketPeer.PONG, WebSocketPeer.CLOSE})
    @DisplayName("C01: control frames in fragments or over 125 bytes are refused with 1002")
    void control_frames_are_whole_and_small(int opcode) {
        try (WebSocketPeer peer = linked()) {
            peer.frame(opcode, bytes(5));
            assertThat(peer.closeStatus()).isEqualTo(PROTOCOL_ERROR);
        }
        try (WebSocketPeer peer = linked()) {
            peer.frame(FIN | opcode, bytes(126));
            assertThat(peer.closeStatus()).isEqualTo(PROTOCOL_ERROR);
        }
    }

    @Test
    @DisplayName(
            "C01: a continuation of nothing, and a message within a message, are refused with 1002")
    void fragments_have_an_order() {
        try (WebSocketPeer peer = linked()) {
            peer.frame(FIN | WebSocketPeer.CONTINUATION, data(peer, bytes(5)));
            assertThat(peer.closeStatus()).isEqualTo(PROTOCOL_ERROR);
        }
        try (WebSocketPeer peer = linked()) {
            byte[] frame = data(peer, bytes(5));
            peer.frame(WebSocketPeer.BINARY, Arrays.copyOf(frame, 50));
            peer.frame(FIN | WebSocketPeer.BINARY, frame);
            assertThat(peer.closeStatus()).isEqualTo(PROTOCOL_ERROR);
        }
        assertThat(recorder.frames).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1011, 3000, 4999})
    @DisplayName("C01: CLOSE is answered by CLOSE and the connection ends")
    void close_is_answered(int status) {
        try (WebSocketPeer peer = linked()) {
            peer.frame(
                    FIN | WebSocketPeer.CLOSE,
                    ByteBuffer.allocate(5).putShort((short) status).put(BYE).array());
            assertThat(peer.closeStatus()).isEqualTo(NORMAL);
        }
        assertThat(Recorder.next(recorder.closed).byPeer()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999})
    @DisplayName("C01: CLOSE with a status that nobody may send, or half a one, is refused")
    void wrong_close_is_refused(int status) {
        try (WebSocketPeer peer = linked()) {
            byte[] payload = ByteBuffer.allocate(2).putShort((short) status).array();
            peer.frame(FIN | WebSocketPeer.CLOSE, status == 0 ? new byte[1] : payload);
            assertThat(peer.closeStatus()).isNotEqualTo(NORMAL);
        }
    }

    @Test
    @DisplayName("C01: a message that announces more than the largest frame is refused with 1009")
    void oversized_messages_are_refused() {
        for (long length : new long[] {10L * 1024 * 1024 + 200, Integer.MAX_VALUE, 1L << 40}) {
            try (WebSocketPeer peer = linked()) {
                peer.raw(
                        ByteBuffer.allocate(14)
                                .put((byte) (FIN | WebSocketPeer.BINARY))
                                .put((byte) 0xFF)
                                .putLong(length)
                                .putInt(0)
                                .array());
                assertThat(peer.closeStatus()).as("%d", length).isEqualTo(TOO_BIG);
            }
        }
    }

    @Test
    @DisplayName("C01: a negative length is refused with 1002")
    void negative_lengths_are_refused() {
        try (WebSocketPeer peer = linked()) {
            peer.raw(
                    ByteBuffer.allocate(14)
                            .put((byte) (FIN | WebSocketPeer.BINARY))
                            .put((byte) 0xFF)
                            .putLong(-1)
                            .putInt(0)
                            .array());
            assertThat(peer.closeStatus()).isEqualTo(PROTOCOL_ERROR);
        }
    }

    @Test
    @DisplayName("C01: two link frames in one message, or half a one, close the link with E010")
    void one_message_is_one_frame() {
        try (WebSocketPeer peer = linked()) {
            byte[] one = data(peer, bytes(5));
            byte[] two = data(peer, bytes(6));
            byte[] both = Arrays.copyOf(one, one.length + two.length);
            System.arraycopy(two, 0, both, one.length, two.length);
            peer.send(both);
            assertThat(peer.readVerified(FrameType.CLOSE)).isNotEmpty();
        }
        assertThat(Recorder.next(recorder.closed).error()).isEqualTo(10);
        try (WebSocketPeer peer = linked()) {
            byte[] frame = data(peer, bytes(5));
            peer.send(Arrays.copyOf(frame, frame.length - 1));
            assertThat(peer.readVerified(FrameType.CLOSE)).isNotEmpty();
        }
        assertThat(Recorder.next(recorder.closed).error()).isEqualTo(10);
    }
}
