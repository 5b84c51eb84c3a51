package xyz.blueblocks.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.testing.Eventually;

/// The bounds on sockets of strangers, over real sockets.
final class HalfOpenIT extends LinkPair {
    private static final int MANY = 60;
    private static final int BOUND = 20;
    private static final int QUIET_MILLIS = 20;

    private final List<Socket> flood = new ArrayList<>();

    @AfterEach
    void endFlood() throws IOException {
        for (Socket socket : flood) {
            socket.close();
        }
    }

    /// No handshake times out: what ends here was bounded.
    private static LinkSettings patient() {
        return settings(true).withTimes(Duration.ofSeconds(20), Duration.ofMinutes(10));
    }

    private Socket open(LinkServer server, String from) throws IOException {
        Socket socket =
                new Socket(
                        InetAddress.ofLiteral("127.0.0.1"),
                        server.address().getPort(),
                        InetAddress.ofLiteral(from),
                        0);
        socket.setSoTimeout(QUIET_MILLIS);
        flood.add(socket);
        return socket;
    }

    private static boolean ended(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private long endedOnes() {
        return flood.stream().filter(HalfOpenIT::ended).count();
    }

    @Test
    @DisplayName(
            "C30: of all half-open sockets a bounded number stays, the oldest go; an honest peer gets in")
    void half_open_sockets_are_bounded() throws Exception {
        use(patient().withAccepting(BOUND, 20_000, 1000));
        LinkServer server = listen(true);
        for (int i = 0; i < MANY; i++) {
            open(server, "127.0.0." + (1 + i % 50));
        }
        Eventually.holds("the rest is cut off", () -> endedOnes() == MANY - BOUND);
        assertThat(flood.subList(0, MANY - BOUND)).allMatch(HalfOpenIT::ended);
        assertThat(server.halfOpen()).isEqualTo(BOUND);
        assertThat(dial(server, false, true).isOpen()).isTrue();
    }

    @Test
    @DisplayName("C30: one address that opens sockets too fast is cut off, another address gets in")
    void one_address_is_bounded() throws Exception {
        use(patient().withAccepting(1024, 20_000, 1));
        LinkServer server = listen(true);
        for (int i = 0; i < MANY; i++) {
            open(server, "127.0.0.9");
        }
        // Ten seconds' worth at once, and one a second after.
        Eventually.holds("the rest is cut off", () -> endedOnes() >= MANY - BOUND);
        assertThat(server.halfOpen()).isLessThanOrEqualTo(BOUND);
        assertThat(dial(server, false, true).isOpen()).isTrue();
    }
}
