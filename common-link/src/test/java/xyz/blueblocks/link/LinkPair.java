package xyz.blueblocks.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.testing.TestAuthority;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CircuitId;

/// Two ends of the same transport, over real TLS on the loopback interface.
abstract class LinkPair {
    static final CircuitId CIRCUIT = new CircuitId(3, 4);

    @TempDir Path folder;
    final TestPeer relay = new TestPeer();
    final TestPeer client = new TestPeer();
    final Recorder atRelay = new Recorder();
    final Recorder atClient = new Recorder();
    TestAuthority authority;

    @BeforeEach
    void makeAuthority() {
        authority = new TestAuthority(folder);
    }

    LinkTransport transport = LinkTransport.create(settings(true), InstantSource.system());

    static LinkSettings settings(boolean natives) {
        return LinkSettings.defaults().withNatives(natives);
    }

    @AfterEach
    void stop() {
        transport.close();
    }

    void use(LinkSettings settings) {
        transport.close();
        transport = LinkTransport.create(settings, InstantSource.system());
    }

    LinkServer listen(boolean mac) throws Exception {
        return transport
                .listen(
                        new InetSocketAddress("127.0.0.1", 0),
                        authority.server("relay.test", TlsServerFiles::new),
                        relay.identity(mac),
                        atRelay)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    LinkTarget target(LinkServer server, boolean webSocket) {
        return new LinkTarget(
                relay.id,
                server.address(),
                "relay.test",
                webSocket,
                LinkTrust.pem(authority.caPem()));
    }

    Link dial(LinkServer server, boolean webSocket, boolean mac) throws Exception {
        return transport
                .dial(target(server, webSocket), client.identity(mac), atClient)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    void fails(LinkTarget target, ErrorCode expected) {
        assertThatThrownBy(() ->
                        transport
                                .dial(target, client.identity(true), atClient)
                                .toCompletableFuture()
                                .get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        LinkException.class, e -> assertThat(e.code()).isEqualTo(expected));
        assertThat(atClient.openings).hasValue(0);
    }
}
