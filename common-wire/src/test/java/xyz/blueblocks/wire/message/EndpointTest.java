package xyz.blueblocks.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "wss, wss://peer.example.com:443/p2p, peer.example.com, 443",
        "wss, wss://peer.example.com/p2p, peer.example.com, 443",
        "wss, wss://peer.example.com, peer.example.com, 443",
        "wss, wss://[2001:db8::1]:8443/p2p, 2001:db8::1, 8443",
        "quic, quic://1.2.3.4:4242, 1.2.3.4, 4242",
        "bb-link, bb-link://relay.example.org:4443, relay.example.org, 4443",
        "wss, wss://1host.example.com, 1host.example.com, 443"
    })
    @DisplayName("A05: wss, quic and bb-link endpoints are accepted")
    void accepts(String protocol, String address, String host, int port) {
        Endpoint endpoint = new Endpoint(protocol, address, 1);
        assertThat(endpoint.host()).isEqualTo(host);
        assertThat(endpoint.port()).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({
        "https, https://peer.example.com",
        "ws, ws://peer.example.com",
        "wss, quic://peer.example.com:1",
        "quic, quic://peer.example.com",
        "quic, quic://peer.example.com:1/x",
        "wss, wss://",
        "wss, wss://user@peer.example.com",
        "wss, wss://peer.example.com/?x=1",
        "wss, wss://peer.example.com/#x",
        "wss, wss://peer.example.com:0/",
        "wss, wss://peer.example.com:65536/",
        "wss, wss://peer.example.com:099/",
        "wss, wss://peer..example.com/",
        "wss, wss://-peer.example.com/",
        "wss, wss://peer.example.com./",
        "wss, wss://[::1/",
        "wss, wss://[fe80::1%25eth0]/",
        "wss, wss://127.1/",
        "wss, wss://0177.0.0.1/",
        "wss, wss://0x7f.0.0.1/",
        "wss, wss://2130706433/",
        "wss, wss://1.2.3.256/",
        "wss, wss://1.2.3.4.5/",
        "wss, wss://pe er.example.com/",
        "wss, wss://peer.example.com\\\\x",
        "WSS, WSS://peer.example.com"
    })
    @DisplayName("A05: other protocols, and addresses that programs read differently, are refused")
    void refuses(String protocol, String address) {
        assertThatThrownBy(() -> new Endpoint(protocol, address, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.1.1",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "192.0.0.1",
                "198.18.0.1",
                "[::1]",
                "[::]",
                "[fe80::1]",
                "[fc00::1]",
                "[fd12::1]",
                "[ff02::1]",
                "[::ffff:10.0.0.1]",
                "[64:ff9b::a00:1]",
                "[2002:a00:1::]",
                "localhost",
                "relay",
                "a.localhost",
                "printer.local",
                "db.internal",
                "nas.lan",
                "x.home.arpa",
                "A.LOCALHOST"
            })
    @DisplayName("A05: private, local and group addresses are flagged")
    void flags_private_addresses(String host) {
        assertThat(new Endpoint("wss", "wss://" + host + "/p2p", 1).isPrivate()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3.4",
                "172.15.0.1",
                "172.32.0.1",
                "100.63.0.1",
                "100.128.0.1",
                "198.17.0.1",
                "[2001:db8::1]",
                "[2a00::1]",
                "example.com",
                "local.example.com"
            })
    @DisplayName("A05: public addresses are not flagged")
    void does_not_flag_public_addresses(String host) {
        assertThat(new Endpoint("wss", "wss://" + host + "/p2p", 1).isPrivate()).isFalse();
    }
}
