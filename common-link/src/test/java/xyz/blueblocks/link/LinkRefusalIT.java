package xyz.blueblocks.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.testing.TestAuthority;
import xyz.blueblocks.wire.ErrorCode;

/// Ends that must not come together.
final class LinkRefusalIT extends LinkPair {
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
                        LinkTrust.pem(authority.caPem()));
        fails(wrong, ErrorCode.INVALID_SIGNATURE);
    }

    @Test
    @DisplayName("C01, C38: a certificate of another authority or another host is not accepted")
    void another_certificate_is_refused() throws Exception {
        LinkServer server = listen(true);
        LinkTrust other = LinkTrust.pem(new TestAuthority(folder).caPem());
        fails(
                new LinkTarget(relay.id, server.address(), "relay.test", false, other),
                ErrorCode.INVALID_SIGNATURE);
        fails(
                new LinkTarget(
                        relay.id,
                        server.address(),
                        "other.test",
                        false,
                        LinkTrust.pem(authority.caPem())),
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
}
