package xyz.blueblocks.sdk.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.link.Link;
import xyz.blueblocks.sdk.fixture.TestClient;
import xyz.blueblocks.sdk.fixture.TinyRelay;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.testing.TestAuthority;
import xyz.blueblocks.wire.message.Endpoint;

/// Many who want one peer, that is there or not.
@Timeout(120)
final class DialHerdIT {
    private static final int HERD = 300;

    @TempDir Path folder;

    @Test
    @DisplayName(
            "C23: three hundred dials to a peer that is down for two seconds make a few attempts,"
                    + " and all who come later share one new link")
    void a_herd_makes_few_attempts() throws Exception {
        TestAuthority authority = new TestAuthority(folder);
        try (TestClient client = new TestClient(authority);
                TinyRelay relay = new TinyRelay(authority, new HashMap<>())) {
            AtomicInteger attempts = new AtomicInteger();
            try (ServerSocket down = new ServerSocket(0, 500, InetAddress.getLoopbackAddress())) {
                Thread.ofVirtual().start(() -> refuse(down, attempts));
                Endpoint endpoint =
                        new Endpoint(
                                Endpoint.BB_LINK, "bb-link://127.0.0.1:" + down.getLocalPort(), 0);
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
                int failed = 0;
                while (failed < HERD || System.nanoTime() - end < 0) {
                    CompletableFuture<Link> dial =
                            client.links.dial(relay.id, List.of(endpoint)).toCompletableFuture();
                    assertThat(dial.handle((_, failure) -> failure != null).get()).isTrue();
                    failed++;
                }
                assertThat(attempts.get()).isBetween(3, 8);
            }
            Eventually.holds("the breaker lets go", () -> open(client, relay));
            List<CompletableFuture<Link>> herd = new ArrayList<>();
            for (int i = 0; i < HERD; i++) {
                herd.add(
                        client.links
                                .dial(relay.id, List.of(relay.endpoint()))
                                .toCompletableFuture());
            }
            assertThat(herd.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        }
    }

    private static boolean open(TestClient client, TinyRelay relay) {
        try {
            return client.links
                    .dial(relay.id, List.of(relay.endpoint()))
                    .toCompletableFuture()
                    .join()
                    .isOpen();
        } catch (CompletionException e) {
            return false;
        }
    }

    private static void refuse(ServerSocket down, AtomicInteger attempts) {
        while (!down.isClosed()) {
            try {
                down.accept().close();
                attempts.incrementAndGet();
            } catch (IOException e) {
                return;
            }
        }
    }
}
