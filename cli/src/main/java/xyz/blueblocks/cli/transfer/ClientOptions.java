package xyz.blueblocks.cli.transfer;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.sdk.Options;

/// How the client goes through the network.
final class ClientOptions {
    private static final int MOST_HOPS = 5;

    @Option(
            names = "--require-pq",
            description = "Refuse peers and relays without post-quantum keys (X-Wing).")
    private boolean postQuantum;

    @Option(
            names = "--web-socket",
            description = "Use WSS first, for networks that let nothing else through.")
    private boolean webSocket;

    @Option(
            names = "--hops",
            paramLabel = "NUMBER",
            description = "Relays on a route, 1 to 5 (default: the network's).")
    private @Nullable Integer hops;

    /// @param terminal whose variables may bind everything that is sent to some places
    Options options(Terminal terminal) {
        if (hops != null && (hops < 1 || hops > MOST_HOPS)) {
            throw CommandFailure.usage("--hops is " + hops + ".", "Use 1 to 5.");
        }
        return new Options(postQuantum, webSocket, Optional.ofNullable(hops))
                .within(PlaceOptions.always(terminal));
    }
}
