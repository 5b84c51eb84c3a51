package xyz.blueblocks.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class AcceptGateTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    @DisplayName("C30, A22: one address that knocks too often waits; others do not notice")
    void one_address_is_limited_alone() throws UnknownHostException {
        AcceptGate gate = new AcceptGate(5);
        InetAddress loud = InetAddress.getByName("192.0.2.1");
        InetAddress quiet = InetAddress.getByName("192.0.2.2");
        for (int i = 0; i < 50; i++) {
            assertThat(gate.admits(loud, 0)).isTrue();
        }
        assertThat(gate.admits(loud, 0)).isFalse();
        assertThat(gate.admits(quiet, 0)).isTrue();
        assertThat(gate.admits(loud, SECOND)).isTrue();
    }

    @Test
    @DisplayName("C30: addresses of one IPv6 /64 count as one")
    void an_ipv6_prefix_is_one_source() throws UnknownHostException {
        AcceptGate gate = new AcceptGate(1);
        for (int i = 0; i < 10; i++) {
            assertThat(gate.admits(InetAddress.getByName("2001:db8::" + i), 0)).isTrue();
        }
        assertThat(gate.admits(InetAddress.getByName("2001:db8::ffff"), 0)).isFalse();
        assertThat(gate.admits(InetAddress.getByName("2001:db8:0:1::1"), 0)).isTrue();
    }
}
