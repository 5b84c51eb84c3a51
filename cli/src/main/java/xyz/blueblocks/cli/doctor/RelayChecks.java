package xyz.blueblocks.cli.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import xyz.blueblocks.cli.network.Online;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.wire.message.Endpoint;
import xyz.blueblocks.wire.message.RelayDescriptor;

/// The relays of the signed directory: enough operators, and a socket that opens.
final class RelayChecks {
    private static final int PATIENCE_MILLIS = 3000;

    private RelayChecks() {}

    static List<Finding> all(Terminal terminal, Online online) {
        List<RelayDescriptor> relays = online.directory().relays();
        List<Finding> findings = new ArrayList<>();
        Set<String> operators =
                relays.stream().map(RelayDescriptor::operator).collect(Collectors.toSet());
        String seen = relays.size() + " relays of " + operators.size() + " operators";
        findings.add(
                operators.size() >= 2
                        ? Finding.ok("relays", seen)
                        : Finding.fail(
                                "relays",
                                seen,
                                "Two operators are needed, so that none sees both ends of a route."));
        Set<String> reached = new HashSet<>(); // raw and WebSocket links share a port
        for (RelayDescriptor relay : relays) {
            for (Endpoint endpoint : relay.endpoints()) {
                if (reached.add(endpoint.host() + ":" + endpoint.port()))
                    findings.add(reach(terminal, relay, endpoint));
            }
        }
        return findings;
    }

    private static Finding reach(Terminal terminal, RelayDescriptor relay, Endpoint endpoint) {
        String subject = "relay " + relay.operator();
        String where = endpoint.host() + ":" + endpoint.port();
        long began = terminal.surroundings().nanos();
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(endpoint.host(), endpoint.port()), PATIENCE_MILLIS);
            Duration took = Duration.ofNanos(terminal.surroundings().nanos() - began);
            return Finding.ok(subject, where + " connects in " + took.toMillis() + " ms");
        } catch (IOException e) {
            return Finding.warn(
                    subject,
                    where + " takes no connection: " + e.getMessage(),
                    "Routes avoid it; a firewall that blocks all relays must open this port.");
        }
    }
}
