package xyz.blueblocks.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.testing.TestAuthority;

/// What strangers who never finish a handshake cost.
final class AcceptIT {
    private static final int FLOOD = 5000;

    @TempDir Path folder;

    @Test
    @DisplayName(
            "C30: 5 000 half-open sockets cost under 100 MiB of heap and an honest client gets in in 2 s")
    void a_flood_of_silent_sockets_is_cheap() throws Exception {
        TestAuthority authority = new TestAuthority(folder);
        TestPeer relay = new TestPeer();
        TestPeer client = new TestPeer();
        Recorder recorder = new Recorder();
        List<Socket> flood = new ArrayList<>();
        try (LinkTransport transport =
                        LinkTransport.create(
                                LinkSettings.defaults().withAccepting(1024, 20_000, 1000),
                                InstantSource.system());
                LinkTransport honest =
                        LinkTransport.create(LinkSettings.defaults(), InstantSource.system())) {
            LinkServer server =
                    transport
                            .listen(
                                    new InetSocketAddress("127.0.0.1", 0),
                                    authority.server("relay.test", TlsServerFiles::new),
                                    relay.identity(true),
                                    recorder)
                            .toCompletableFuture()
                            .get(60, TimeUnit.SECONDS);
            LinkTarget target =
                    new LinkTarget(
                            relay.id,
                            server.address(),
                            "relay.test",
                            false,
                            LinkTrust.pem(authority.caPem()));
            dial(honest, target, client);
            Duration calm = timed(() -> dial(honest, target, client));
            long before = usedHeapBytes();
            for (int i = 0; i < FLOOD; i++) {
                flood.add(new Socket("127.0.0.1", server.address().getPort()));
                if (i % 2 == 0) {
                    flood.getLast().getOutputStream().write(0x16);
                }
            }
            Duration took = timed(() -> dial(honest, target, client));
            // C30's two seconds, and what a busy machine takes even without a flood.
            assertThat(took).isLessThan(Duration.ofSeconds(2).plus(calm.multipliedBy(20)));
            assertThat(server.halfOpen()).isLessThanOrEqualTo(1024);
            assertThat(usedHeapBytes() - before).isLessThan(100L << 20);
        } finally {
            for (Socket socket : flood) {
                socket.close();
            }
        }
    }

    private static Duration timed(Callable<Link> dialling) throws Exception {
        long start = System.nanoTime();
        assertThat(dialling.call().isOpen()).isTrue();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Link dial(LinkTransport transport, LinkTarget target, TestPeer client)
            throws Exception {
        return transport
                .dial(target, client.identity(true), new Recorder())
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    private static long usedHeapBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
