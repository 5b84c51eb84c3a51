package xyz.blueblocks.relay.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.relay.core.RelayPolicy;
import xyz.blueblocks.relay.outbound.RelayIdentity;
import xyz.blueblocks.wire.message.Endpoint;
import xyz.blueblocks.wire.message.RelayLimits;

/// What the settings say, as the relay's own types.
final class RelayShape {
    private final RelaySettings settings;

    RelayShape(RelaySettings settings) {
        this.settings = settings;
    }

    InetSocketAddress listen() {
        URI parsed = URI.create("bb-link://" + settings.listen());
        if (parsed.getHost() == null || parsed.getPort() < 0) {
            throw new IllegalArgumentException(
                    "blueblocks.relay.listen: " + settings.listen() + " (want host:port)");
        }
        return new InetSocketAddress(parsed.getHost(), parsed.getPort());
    }

    RelayLimits limits() {
        RelaySettings.Grants grants = settings.limits();
        return new RelayLimits(
                grants.open(),
                grants.circuits(),
                grants.setupsPerSecondClient(),
                grants.setupsPerSecondRelay(),
                grants.setupsPerSecondReceiver(),
                grants.bandwidthMbps());
    }

    RelayPolicy policy() {
        RelayPolicy usual = RelayPolicy.of(limits());
        return usual.withQueueCapBytes(settings.limits().queueBytes())
                .withSetups(
                        settings.limits().setupBurst(),
                        usual.circuitsPerClientLink(),
                        usual.circuitsPerReceiver());
    }

    RelayIdentity.Description description() {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String place : settings.advertise()) {
            String bare = place.replaceFirst("^[a-z-]+://", "").replaceFirst("/.*$", "");
            endpoints.add(
                    new Endpoint(Endpoint.BB_LINK, "bb-link://" + bare, 1 + endpoints.size()));
            endpoints.add(
                    new Endpoint(Endpoint.WSS, "wss://" + bare + "/p2p", 101 + endpoints.size()));
        }
        return new RelayIdentity.Description(
                endpoints,
                settings.operator(),
                settings.region(),
                settings.jurisdiction(),
                settings.node(),
                limits());
    }

    /// Discovery's replicas; empty where directory and keys come from files.
    List<URI> discovery() {
        return settings.discoveryUrls().orElse(List.of()).stream()
                .map(url ->
                        URI.create(
                                url.toString()
                                        .replaceFirst("/+$", "")
                                        .replaceFirst("/api/v1$", "")))
                .toList();
    }

    Optional<String> problem() {
        boolean files = settings.directoryFile().isPresent() && settings.jwksFile().isPresent();
        return discovery().isEmpty() && !files
                ? Optional.of(
                        "blueblocks.relay: want discovery-urls, or directory-file and jwks-file")
                : Optional.empty();
    }
}
