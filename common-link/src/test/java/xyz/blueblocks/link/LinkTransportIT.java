package xyz.blueblocks.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.FrameLayout;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.Json;

/// Two ends of the same transport, over real TLS on the loopback interface.
final class LinkTransportIT {
    private static final CircuitId CIRCUIT = new CircuitId(3, 4);

    @TempDir Path folder;
    private final TestPeer relay = new TestPeer();
    private final TestPeer client = new TestPeer();
    private final Recorder atRelay = new Recorder();
    private final Recorder atClient = new Recorder();
    private TestAuthority authority;

    @BeforeEach
    void makeAuthority() {
        authority = new TestAuthority(folder);
    }

    private LinkTransport transport = LinkTransport.create(settings(true), InstantSource.system());

    private static LinkSettings settings(boolean natives) {
        return LinkSettings.defaults().withNatives(natives);
    }

    @AfterEach
    void stop() {
        transport.close();
    }

    private void use(LinkSettings settings) {
        transport.close();
        transport = LinkTransport.create(settings, InstantSource.system());
    }

    private LinkServer listen(boolean mac) throws Exception {
        return transport
                .listen(
                        new InetSocketAddress("127.0.0.1", 0),
                        authority.server("relay.test"),
                        relay.identity(mac),
                        atRelay)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private LinkTarget target(LinkServer server, boolean webSocket) {
        return new LinkTarget(
                relay.id, server.address(), "relay.test", webSocket, authority.trust());
    }

    private Link dial(LinkServer server, boolean webSocket, boolean mac) throws Exception {
        return transport
                .dial(target(server, webSocket), client.identity(mac), atClient)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private void fails(LinkTarget target, ErrorCode expected) {
        assertThatThrownBy(() ->
                        transport
                                .dial(target, client.identity(true), atClient)
                                .toCompletableFuture()
                                .get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        LinkException.class, e -> assertThat(e.code()).isEqualTo(expected));
        assertThat(atClient.openings).hasValue(0);
    }

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
    @DisplayName("C11: CLOSE of a link reaches the other end with its numbers, and both end in 1 s")
    void close_ends_both_ends(boolean webSocket) throws Exception {
        Link link = dial(listen(true), webSocket, true);
        Recorder.next(atRelay.opened);
        sendData(link, new byte[] {1});
        long before = System.nanoTime();
        link.close(ErrorCode.RATE_LIMITED, CloseLimit.RATE);
        assertThat(Recorder.next(atRelay.frames).payload).containsExactly(1);
        LinkClosed there = Recorder.next(atRelay.closed);
        assertThat(there.error()).isEqualTo(9);
        assertThat(there.limit()).isEqualTo(CloseLimit.RATE);
        assertThat(there.byPeer()).isTrue();
        LinkClosed here = Recorder.next(atClient.closed);
        assertThat(here.byPeer()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
        assertThat(link.closed().toCompletableFuture().get(1, TimeUnit.SECONDS)).isEqualTo(here);
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

    @ParameterizedTest
    @CsvSource({"false, true", "false, false", "true, true"})
    @DisplayName("C01: TLS 1.2 is refused")
    void tls_1_2_is_refused(boolean webSocket, boolean natives) throws Exception {
        use(settings(natives));
        LinkServer server = listen(true);
        assertThatThrownBy(
                        () -> {
                            try (SSLSocket socket =
                                    HandMadePeer.tls(
                                            authority,
                                            server.address(),
                                            "TLSv1.2",
                                            webSocket ? "http/1.1" : "bb-link/1")) {
                                socket.getInputStream().read();
                            }
                        })
                .isInstanceOf(SSLException.class);
        try (SSLSocket socket =
                HandMadePeer.tls(authority, server.address(), "TLSv1.3", "bb-link/1")) {
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(socket.getApplicationProtocol()).isEqualTo("bb-link/1");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("C38: a relay at the right address with another key is not accepted")
    void another_peer_at_that_address_is_refused(boolean webSocket) throws Exception {
        LinkServer server = listen(true);
        LinkTarget wrong =
                new LinkTarget(
                        new TestPeer().id,
                        server.address(),
                        "relay.test",
                        webSocket,
                        authority.trust());
        fails(wrong, ErrorCode.INVALID_SIGNATURE);
    }

    @Test
    @DisplayName("C01, C38: a certificate of another authority or another host is not accepted")
    void another_certificate_is_refused() throws Exception {
        LinkServer server = listen(true);
        LinkTrust other = new TestAuthority(folder).trust();
        fails(
                new LinkTarget(relay.id, server.address(), "relay.test", false, other),
                ErrorCode.INVALID_SIGNATURE);
        fails(
                new LinkTarget(relay.id, server.address(), "other.test", false, authority.trust()),
                ErrorCode.INVALID_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("C38: a dialler whose token is not good learns E005 and nothing is opened")
    void a_bad_token_is_refused(boolean webSocket) throws Exception {
        LinkServer server = listen(true);
        client.token = "not-a-token";
        fails(target(server, webSocket), ErrorCode.INVALID_SIGNATURE);
        client.token = new TestPeer().token;
        fails(target(server, webSocket), ErrorCode.INVALID_SIGNATURE);
        assertThat(atRelay.openings).hasValue(0);
    }

    @Test
    @DisplayName("C24: nobody there is E007")
    void nobody_there() throws Exception {
        LinkServer server = listen(true);
        LinkTarget target = target(server, false);
        server.close();
        fails(target, ErrorCode.ROUTE_UNAVAILABLE);
    }

    @Test
    @DisplayName("C20: links that open and close leave no half-open socket and no open link")
    void links_leave_nothing_behind() throws Exception {
        LinkServer server = listen(true);
        for (int i = 0; i < 100; i++) {
            dial(server, i % 10 == 0, true).close();
            Recorder.next(atRelay.closed);
            Recorder.next(atClient.closed);
        }
        assertThat(server.openLinks()).isZero();
        assertThat(server.halfOpen()).isZero();
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
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (link.writable() && System.nanoTime() < deadline) {
            sendData(link, new byte[262_400]);
            sent++;
            link.loop().submit(() -> {}).get(10, TimeUnit.SECONDS);
        }
        assertThat(link.writable()).isFalse();
        assertThat(link.queuedBytes()).isGreaterThan(1 << 20);
        gate.release(sent);
        while (!link.writable() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(link.writable()).isTrue();
    }

    @Test
    @DisplayName("C10: a peer that answers no PING is given up after two")
    void a_silent_peer_is_given_up() throws Exception {
        use(settings(true).withTimes(Duration.ofMillis(1000), Duration.ofSeconds(5)));
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
