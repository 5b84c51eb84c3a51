package xyz.blueblocks.link;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.testing.TestAuthority;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.frame.PingPayload;

/// A listener, and diallers made by hand that do not keep to the protocol.
abstract class HostileDoor {
    static final CircuitId CIRCUIT = new CircuitId(1, 2);
    static final byte[] PING = new PingPayload(7).encode();

    @TempDir Path folder;
    final TestPeer relay = new TestPeer();
    final TestPeer dialler = new TestPeer();
    final Recorder recorder = new Recorder();
    TestAuthority authority;
    LinkTransport transport;
    LinkServer server;

    @BeforeEach
    void listen() throws Exception {
        authority = new TestAuthority(folder);
        transport =
                LinkTransport.create(
                        LinkSettings.defaults()
                                .withTimes(Duration.ofSeconds(20), Duration.ofSeconds(5)),
                        InstantSource.system());
        server =
                transport
                        .listen(
                                new InetSocketAddress("127.0.0.1", 0),
                                authority.server("relay.test", TlsServerFiles::new),
                                relay.identity(true),
                                recorder)
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        transport.close();
    }

    HandMadePeer peer() {
        return new HandMadePeer(authority, server.address(), dialler, relay.id);
    }

    HandMadePeer opened() {
        HandMadePeer peer = peer();
        peer.open(true);
        peer.sendSigned(FrameType.PING, CircuitId.ZERO, PING);
        peer.readVerified(FrameType.PONG);
        return peer;
    }
}
