package xyz.blueblocks.relay.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a relay is told: `blueblocks.relay.*`.
@ConfigMapping(prefix = "blueblocks.relay")
public interface RelaySettings {
    /// Volume of this relay alone: identity, onion keys, replay memory. Must outlive the process.
    Path stateDir();

    /// Where links are accepted, `host:port`.
    @WithDefault("0.0.0.0:4443")
    String listen();

    /// Where others reach it, each `host:port`; the descriptor names raw frames and WSS for each.
    List<String> advertise();

    /// Who runs it; relays of one route differ in it.
    String operator();

    /// Cloud region label.
    @WithDefault("eu-central-1")
    String region();

    /// Whose law it is under, such as `DE` or `US-CA`.
    @WithDefault("DE")
    String jurisdiction();

    /// The machine it runs on; relays of one route differ in it.
    @WithDefault("${blueblocks.relay.operator}-node")
    String node();

    /// Invite of the network, for the first registration.
    Optional<Path> inviteFile();

    /// Base URLs of discovery's replicas. Absent: [#directoryFile] and [#jwksFile] are read
    /// instead.
    Optional<List<URI>> discoveryUrls();

    /// Certificates that discovery and other relays must chain to.
    Path caFile();

    /// Certificate of the link port, PEM.
    Path tlsCert();

    /// Its key, PKCS#8 PEM.
    Path tlsKey();

    /// Signed descriptors of the relays, for a network without discovery.
    Optional<Path> directoryFile();

    /// Keys in force, for a network without discovery.
    Optional<Path> jwksFile();

    /// This relay's session token, for a network without discovery.
    Optional<Path> sessionTokenFile();

    /// Whether `GET /api/v1/introspection` shows what this process holds. For tests only.
    @WithDefault("false")
    boolean introspection();

    /// How long circuits may go on after the relay was told to stop.
    @WithDefault("10s")
    Duration drain();

    /// How long a link that this relay dialled stays open without a circuit.
    @WithDefault("5m")
    Duration idleLink();

    /// How often directory and keys are read.
    @WithDefault("30s")
    Duration directoryRefresh();

    /// What it grants.
    Grants limits();

    /// Bounds of a relay; those of the protocol's defaults unless said otherwise.
    interface Grants {
        /// Whether it forwards without an admission token.
        @WithDefault("false")
        boolean open();

        /// Circuits at a time.
        @WithDefault("100000")
        long circuits();

        /// Set-ups per second on a client's link.
        @WithDefault("50")
        long setupsPerSecondClient();

        /// Set-ups per second on a relay's link.
        @WithDefault("2000")
        long setupsPerSecondRelay();

        /// Set-ups per second towards one receiver.
        @WithDefault("50")
        long setupsPerSecondReceiver();

        /// Set-ups that may come at once.
        @WithDefault("1000")
        int setupBurst();

        /// What it offers, in Mbit/s.
        @WithDefault("1000")
        long bandwidthMbps();

        /// Bytes that may wait in the relay, all circuits together.
        @WithDefault("33554432")
        long queueBytes();

        /// Used packets and tokens remembered per ten minutes.
        @WithDefault("500000")
        int replayEntries();

        /// Links at a time.
        @WithDefault("20000")
        int links();
    }
}
