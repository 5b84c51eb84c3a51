package xyz.blueblocks.sdk.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.session.OpenedRecord;
import xyz.blueblocks.sdk.circuit.CircuitClosed;
import xyz.blueblocks.sdk.fixture.MovedClock;
import xyz.blueblocks.sdk.fixture.TestClient;
import xyz.blueblocks.sdk.fixture.TinyRelay;
import xyz.blueblocks.sdk.route.Route;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.testing.TestAuthority;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.FrameType;

/// Two clients over real links, directly and over relays.
final class SessionIT {
    @TempDir Path folder;
    private final Map<PeerId, TinyRelay> directory = new HashMap<>();
    private final Peer atReceiver = new Peer();
    private final Peer atSender = new Peer();
    private TestAuthority authority;
    private TestClient sender;
    private TestClient receiver;
    private SessionAcceptor acceptor;
    private boolean admits = true;

    /// Collects what a session says.
    private static final class Peer implements SessionListener {
        final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
        final ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        final CompletableFuture<byte[]> wholeChunk = new CompletableFuture<>();
        final CompletableFuture<CircuitClosed> closed = new CompletableFuture<>();
        final CompletableFuture<Session> session = new CompletableFuture<>();

        @Override
        public void onMessage(FrameType type, byte[] body) {
            messages.add(body);
        }

        @Override
        public void onChunk(OpenedRecord.Fragment f) {
            chunk.write(f.array(), f.offset(), f.length());
            if (f.last()) {
                wholeChunk.complete(chunk.toByteArray());
            }
        }

        @Override
        public void onClosed(CircuitClosed why) {
            closed.complete(why);
        }
    }

    @BeforeEach
    void makeClients() throws Exception {
        authority = new TestAuthority(folder);
        sender = new TestClient(authority);
        receiver = new TestClient(authority);
        receiver.listen();
        acceptor =
                new SessionAcceptor(
                        receiver.links,
                        receiver::handshakeKey,
                        SessionPolicy.DEFAULT,
                        new SessionGate() {
                            @Override
                            public boolean admits(PeerId peer) {
                                return admits;
                            }

                            @Override
                            public SessionListener opened(Session session) {
                                atReceiver.session.complete(session);
                                return atReceiver;
                            }
                        });
        receiver.links.accept(acceptor);
    }

    @AfterEach
    void close() {
        sender.close();
        receiver.close();
        acceptor.close();
        directory.values().stream().toList().forEach(TinyRelay::close);
    }

    private Route route(int relays) throws Exception {
        if (relays == 0) {
            return receiver.direct();
        }
        TinyRelay[] hops = new TinyRelay[relays];
        for (int i = 0; i < relays; i++) {
            hops[i] = new TinyRelay(authority, directory);
        }
        receiver.attach(hops[relays - 1]);
        return receiver.over(hops);
    }

    private Session open(Route route, SessionShape shape) throws Exception {
        return new SessionDialler(sender.links, SessionPolicy.DEFAULT).open(route, shape, atSender);
    }

    private static byte[] next(Peer peer) throws Exception {
        byte[] body = peer.messages.poll(60, TimeUnit.SECONDS);
        assertThat(body).isNotNull();
        return body;
    }

    @ParameterizedTest(name = "{0} relays")
    @ValueSource(ints = {0, 1, 2, 5})
    @DisplayName(
            "D01, D02, D03: a session of both shapes carries messages of every size both ways over"
                    + " 0 to 5 relays")
    void messages_cross(int relays) throws Exception {
        Session session = open(route(relays), SessionShape.MESSAGES);
        Random random = new Random(relays);
        assertThat(session.info().postQuantum()).isTrue();
        assertThat(session.info().onionPostQuantum()).isTrue();
        for (int size : new int[] {0, 1, 4096, 4097, 70_000, 1 << 20}) {
            byte[] body = new byte[size];
            random.nextBytes(body);
            session.send(FrameType.DATA, body);
            assertThat(next(atReceiver)).isEqualTo(body);
            atReceiver.session.get().send(FrameType.DATA, body);
            assertThat(next(atSender)).isEqualTo(body);
        }
        assertThat(acceptor.halfOpen()).isZero();
        assertThat(atReceiver.session.get().info().peer()).isEqualTo(sender.id);
        session.finish();
        assertThat(atReceiver.closed.get(60, TimeUnit.SECONDS).normal()).isTrue();
        assertThat(atSender.closed.get(60, TimeUnit.SECONDS).normal()).isTrue();
    }

    @ParameterizedTest(name = "{0} relays")
    @ValueSource(ints = {0, 2})
    @DisplayName("E04: a sealed chunk of 1 MiB and its tag crosses in four cells")
    void a_chunk_crosses(int relays) throws Exception {
        Session session = open(route(relays), SessionShape.FILES);
        byte[] sealed = new byte[(1 << 20) + 16];
        new Random(7).nextBytes(sealed);
        session.sendChunk(new byte[16], 3, sealed, sealed.length);
        assertThat(atReceiver.wholeChunk.get(60, TimeUnit.SECONDS)).isEqualTo(sealed);
        assertThat(session.spentBytes()).isEqualTo(4 * ((1 << 18) + 256));
    }

    @Test
    @DisplayName("J02: a peer whom the policy does not admit is told E002 by the receiver itself")
    void a_stranger_is_refused() throws Exception {
        admits = false;
        assertThatThrownBy(() -> open(receiver.direct(), SessionShape.MESSAGES))
                .isInstanceOfSatisfying(
                        SetUpException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
                            assertThat(e.receiverRefused()).isTrue();
                        });
    }

    @Test
    void a_dead_relay_is_one_of_two_suspects() throws Exception {
        Route route = route(3);
        PeerId second = route.hops().get(1).relay();
        directory.get(second).close();
        assertThatThrownBy(() -> open(route, SessionShape.MESSAGES))
                .isInstanceOfSatisfying(
                        SetUpException.class,
                        e ->
                                assertThat(e.suspects())
                                        .containsExactlyInAnyOrder(
                                                route.hops().getFirst().relay(), second));
    }

    @Test
    @DisplayName("D09: a session ends after an hour, E016, however busy it is")
    void a_session_ends_after_an_hour() throws Exception {
        MovedClock clock = new MovedClock();
        TestClient timed = new TestClient(authority, HpkeKem.XWING, clock.surroundings());
        try (timed) {
            Session session =
                    new SessionDialler(timed.links, SessionPolicy.DEFAULT)
                            .open(receiver.direct(), SessionShape.MESSAGES, atSender);
            while (clock.ahead().compareTo(Duration.ofMinutes(59)) < 0) {
                session.send(FrameType.DATA, new byte[] {1});
                assertThat(next(atReceiver)).containsExactly(1);
                clock.pass(Duration.ofSeconds(50));
            }
            assertThat(session.isOpen()).isTrue();
            clock.pass(Duration.ofMinutes(1));
            assertThat(Eventually.done("closed", atSender.closed).code())
                    .contains(ErrorCode.SESSION_EXPIRED);
            assertThat(Eventually.done("closed there", atReceiver.closed).code())
                    .contains(ErrorCode.SESSION_EXPIRED);
            assertThatThrownBy(() -> session.send(FrameType.DATA, new byte[] {1}))
                    .isInstanceOf(SessionEndedException.class);
        }
    }
}
