package xyz.blueblocks.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.FrameLayout;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.Json;

/// What crosses a link, and how it ends.
final class LinkTransportIT extends LinkPair {
    static Stream<Arguments> everyWay() {
        return Stream.of(
                Arguments.of(false, true, true, true),
                Arguments.of(false, false, true, true),
                Arguments.of(false, true, false, true),
                Arguments.of(true, true, true, true),
                Arguments.of(true, true, false, false),
                Arguments.of(true, false, true, false),
                Arguments.of(false, true, true, false));
    }

    @ParameterizedTest(name = "webSocket={0} mac {1}/{2} natives={3}")
    @MethodSource("everyWay")
    @DisplayName(
            "C01, C03, C06: frames of every size cross both transports in both modes, in order")
    void frames_cross(boolean webSocket, boolean macHere, boolean macThere, boolean natives)
            throws Exception {
        use(settings(natives));
        LinkServer server = listen(macThere);
        Link link = dial(server, webSocket, macHere);
        Link back = Recorder.next(atRelay.opened);
        assertThat(link.macMode()).isEqualTo(macHere && macThere);
        assertThat(back.macMode()).isEqualTo(macHere && macThere);
        assertThat(link.webSocket()).isEqualTo(webSocket);
        Random random = new Random(42);
        int[] sizes = {0, 1, 31, 32, 4352, 262_400, 1_048_832, FrameLayout.MAX_PAYLOAD, 12_288};
        for (int size : sizes) {
            byte[] payload = new byte[size];
            random.nextBytes(payload);
            sendData(link, payload);
            assertThat(Recorder.next(atRelay.frames).payload).isEqualTo(payload);
            sendData(back, payload);
            Recorder.Seen seen = Recorder.next(atClient.frames);
            assertThat(seen.payload).isEqualTo(payload);
            assertThat(seen.circuit).isEqualTo(CIRCUIT);
            assertThat(seen.type).isEqualTo(FrameType.DATA);
        }
        for (int i = 0; i < 2000; i++) {
            sendData(link, new byte[] {(byte) i, (byte) (i >>> 8)});
        }
        for (int i = 0; i < 2000; i++) {
            assertThat(Recorder.next(atRelay.frames).payload)
                    .containsExactly((byte) i, (byte) (i >>> 8));
        }
    }

    private static void sendData(Link link, byte[] payload) {
        OutboundFrame frame = link.frame(FrameType.DATA, CIRCUIT, payload.length);
        System.arraycopy(payload, 0, frame.array(), frame.payloadOffset(), payload.length);
        link.send(frame);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("C11: CLOSE of a link reaches the other end with its numbers, and both end")
    void close_ends_both_ends(boolean webSocket) throws Exception {
        Link link = dial(listen(true), webSocket, true);
        Recorder.next(atRelay.opened);
        sendData(link, new byte[] {1});
        link.close(ErrorCode.RATE_LIMITED, CloseLimit.RATE);
        assertThat(Recorder.next(atRelay.frames).payload).containsExactly(1);
        LinkClosed there = Recorder.next(atRelay.closed);
        assertThat(there.error()).isEqualTo(9);
        assertThat(there.limit()).isEqualTo(CloseLimit.RATE);
        assertThat(there.byPeer()).isTrue();
        LinkClosed here = Recorder.next(atClient.closed);
        assertThat(here.byPeer()).isFalse();
        assertThat(Eventually.done("link closed", link.closed())).isEqualTo(here);
        assertThat(atRelay.closings).hasValue(1);
        assertThat(atClient.closings).hasValue(1);
        sendData(link, new byte[] {2});
        assertThat(atRelay.frames).isEmpty();
    }

    @Test
    @DisplayName("C12: control messages reach the other end's owner")
    void control_messages_cross() throws Exception {
        Link link = dial(listen(true), false, true);
        link.control(Json.object().put("type", "GOAWAY").build());
        assertThat(Recorder.next(atRelay.controls).text("type")).contains("GOAWAY");
    }

    @Test
    @DisplayName("C20: 100 links that open and close leave no half-open socket and no open link")
    void links_leave_nothing_behind() throws Exception {
        LinkServer server = listen(true);
        for (int i = 0; i < 100; i++) {
            dial(server, i % 10 == 0, true).close();
            Recorder.next(atRelay.closed);
            Recorder.next(atClient.closed);
        }
        // One end may see a connection's end earlier than the other.
        Eventually.holds("no links", () -> server.openLinks() == 0 && server.halfOpen() == 0);
        assertThat(atRelay.openings).hasValue(100);
    }

    @Test
    @DisplayName("C21: a link whose other end does not read stops being writable, and recovers")
    void a_reader_that_stands_still_stops_the_writer() throws Exception {
        use(settings(true).withEventLoops(2));
        LinkServer server = listen(true);
        var gate = new java.util.concurrent.Semaphore(0);
        atRelay.onFrame = (_, _) -> gate.acquireUninterruptibly();
        Link link = dial(server, false, true);
        Link other = Recorder.next(atRelay.opened);
        assertThat(other.loop()).isNotSameAs(link.loop());
        int sent = 0;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (link.writable() && System.nanoTime() < deadline) {
            sendData(link, new byte[262_400]);
            sent++;
            link.loop().submit(() -> {}).get(60, TimeUnit.SECONDS);
        }
        assertThat(link.writable()).isFalse();
        assertThat(link.queuedBytes()).isGreaterThan(1 << 20);
        gate.release(sent);
        Eventually.holds("writable again", link::writable);
    }

    @Test
    @DisplayName("C10: a peer that answers no PING is given up after two")
    void a_silent_peer_is_given_up() throws Exception {
        use(settings(true).withTimes(Duration.ofSeconds(1), Duration.ofSeconds(10)));
        LinkServer server = listen(true);
        try (HandMadePeer silent =
                new HandMadePeer(authority, server.address(), client, relay.id)) {
            silent.open(true);
            silent.sendSigned(FrameType.PING, CircuitId.ZERO, new byte[8]);
            silent.readVerified(FrameType.PONG);
            silent.readVerified(FrameType.PING);
            silent.readVerified(FrameType.PING);
            assertThat(silent.readClose(true).errorNumber()).isEqualTo(8);
        }
        Link link = dial(server, false, true);
        assertThat(link.isOpen()).isTrue();
        assertThat(atClient.closed.poll(4500, TimeUnit.MILLISECONDS)).isNull();
    }
}
