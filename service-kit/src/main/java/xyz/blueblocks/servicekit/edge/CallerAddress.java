package xyz.blueblocks.servicekit.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// What counts as one caller among addresses: an IPv4 address, or an IPv6 network of 64 bits, of
/// which one person has 2^64 addresses to call from.
final class CallerAddress {
    private static final int NETWORK_BYTES = 8;

    private CallerAddress() {}

    /// Key of a literal address; a text that is none is its own key.
    static String of(String host) {
        if (host.indexOf(':') < 0) {
            return host;
        }
        try {
            InetAddress address = InetAddress.ofLiteral(host);
            if (!(address instanceof Inet6Address)) {
                return address.getHostAddress();
            }
            byte[] network = Arrays.copyOf(address.getAddress(), 16);
            Arrays.fill(network, NETWORK_BYTES, 16, (byte) 0);
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (IllegalArgumentException | UnknownHostException e) {
            return host;
        }
    }
}
