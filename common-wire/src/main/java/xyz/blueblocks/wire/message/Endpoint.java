package xyz.blueblocks.wire.message;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;

/// An address at which a peer listens.
///
/// ```
/// wss      wss://host[:port][/path]      port 443 when absent
/// quic     quic://host:port
/// bb-link  bb-link://host:port           frames on raw TLS
/// ```
///
/// The host is a DNS name, an IPv4 address in four decimal parts, or an IPv6 address in brackets.
///
/// @param protocol `wss`, `quic` or `bb-link`; the scheme of the address
/// @param address the whole URL, at most 256 characters
/// @param priority 0 to 65535, the lower the better
public record Endpoint(String protocol, String address, int priority) {
    /// Frames in WebSocket messages.
    public static final String WSS = "wss";

    /// The seed's second transport.
    public static final String QUIC = "quic";

    /// Frames back to back on raw TLS.
    public static final String BB_LINK = "bb-link";

    private static final int MAX_ADDRESS = 256;
    private static final int MAX_PRIORITY = 65_535;
    private static final int WSS_PORT = 443;
    private static final Pattern URL =
            Pattern.compile(
                    "(wss|quic|bb-link)://(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9.-]{1,253})"
                            + "(?::([1-9]\\d{0,4}))?(/[A-Za-z0-9._~/-]*)?");

    /// Checks that protocol and address belong together.
    public Endpoint {
        Check.that(address.length() <= MAX_ADDRESS, "address: want at most 256 characters");
        Matcher url = URL.matcher(address);
        Check.that(url.matches(), "address: want wss://, quic:// or bb-link:// and a host");
        Check.that(protocol.equals(url.group(1)), "protocol: want the address's scheme");
        boolean wss = protocol.equals(WSS);
        Check.that(wss || url.group(4) == null, "address: want no path");
        Check.that(wss || url.group(3) != null, "address: want a port");
        Check.that(
                url.group(3) == null || Integer.parseInt(url.group(3)) <= 65_535,
                "port: too large");
        Check.that(Hosts.wellFormed(hostOf(url)), "address: want a DNS name or an IP address");
        Check.range("priority", priority, 0, MAX_PRIORITY);
    }

    /// Reads one element of `endpoints`.
    public static Decoded<Endpoint> fromJson(JsonObject json) {
        return Members.read(
                json,
                m ->
                        new Endpoint(
                                m.text("protocol"),
                                m.text("address"),
                                (int) m.integer("priority", 0, MAX_PRIORITY)));
    }

    /// The form in `endpoints`.
    public JsonObject toJson() {
        return Json.object()
                .put("protocol", protocol)
                .put("address", address)
                .put("priority", priority)
                .build();
    }

    /// Host without brackets.
    public String host() {
        return hostOf(parts());
    }

    /// Port, also where the address leaves it to the scheme.
    public int port() {
        String port = parts().group(3);
        return port == null ? WSS_PORT : Integer.parseInt(port);
    }

    /// Whether the address leads into a private network, to this machine or to a group, so that a
    /// public directory must not hand it out.
    ///
    /// Judges the text alone: a public name may still resolve to such an address.
    public boolean isPrivate() {
        return Hosts.isPrivate(host());
    }

    private Matcher parts() {
        Matcher url = URL.matcher(address);
        Check.that(url.matches(), "address: changed");
        return url;
    }

    private static String hostOf(Matcher url) {
        String host = url.group(2);
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /// What a host's text alone tells about it; asks no name server.
    private static final class Hosts {
        private static final Pattern LABEL =
                Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
        private static final Pattern NUMERIC = Pattern.compile("\\d+|0[xX][0-9A-Fa-f]*");

        private Hosts() {}

        static boolean wellFormed(String host) {
            if (host.contains(":")) {
                return literal(host) != null;
            }
            String[] labels = host.split("\\.", -1);
            for (String label : labels) {
                if (!LABEL.matcher(label).matches()) {
                    return false;
                }
            }
            // "127.1" and "0177.0.0.1" are addresses to some resolvers and names to others.
            return !NUMERIC.matcher(labels[labels.length - 1]).matches() || isDottedQuad(labels);
        }

        private static boolean isDottedQuad(String[] parts) {
            for (String part : parts) {
                if (!part.matches("0|[1-9]\\d{0,2}") || Integer.parseInt(part) > 255) {
                    return false;
                }
            }
            return parts.length == 4;
        }

        static boolean isPrivate(String host) {
            byte[] address = literal(host);
            if (address == null) {
                String name = host.toLowerCase(Locale.ROOT);
                return !name.contains(".")
                        || name.endsWith(".local")
                        || name.endsWith(".localhost")
                        || name.endsWith(".internal")
                        || name.endsWith(".lan")
                        || name.endsWith(".home.arpa");
            }
            return address.length == 4 ? isPrivate4(address) : isPrivate6(address);
        }

        private static boolean isPrivate4(byte[] a) {
            int first = a[0] & 0xff;
            int second = a[1] & 0xff;
            return first == 0
                    || first == 10
                    || first == 127
                    || first >= 224
                    || (first == 100 && (second & 0xc0) == 64)
                    || (first == 169 && second == 254)
                    || (first == 172 && (second & 0xf0) == 16)
                    || (first == 192 && second == 168)
                    || (first == 192 && second == 0 && a[2] == 0)
                    || (first == 198 && (second & 0xfe) == 18);
        }

        // Only 2000::/3 is global; 2002:: and 64:ff9b:: carry IPv4 addresses of any kind.
        private static boolean isPrivate6(byte[] a) {
            return (a[0] & 0xe0) != 0x20 || (a[0] == 0x20 && a[1] == 0x02);
        }

        private static byte @org.jspecify.annotations.Nullable [] literal(String host) {
            try {
                return InetAddress.ofLiteral(host).getAddress();
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }
}
