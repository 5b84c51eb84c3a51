package xyz.blueblocks.discovery.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `blueblocks.discovery.*`. Secrets come as files: 32 bytes in base64url, one line, mode 0600.
@ConfigMapping(prefix = "blueblocks.discovery")
public interface DiscoverySettings {
    /// Seed of the key that signs session tokens; the same on all replicas.
    Path sessionKeyFile();

    /// Public session keys (`ed25519:…`) that are honoured beside it while keys are being replaced.
    Optional<List<String>> otherSessionKeys();

    /// The network's admin keys (`ed25519:…`): they sign invitations and announcements.
    List<String> adminKeys();

    /// Base URLs of the route planners, one per replica.
    Optional<List<URI>> plannerUrls();

    /// Public keys (`ed25519:…`) that planners sign admission tokens with.
    Optional<List<String>> plannerKeys();

    /// Longest wait for one planner.
    @WithDefault("2s")
    Duration plannerTimeout();

    /// Certificates to trust when calling planners; the platform's when absent.
    Optional<Path> caFile();

    /// Regions that peers may say they are in.
    @WithDefault("us-east-1,us-east-2,us-west-1,us-west-2,eu-west-1,eu-central-1,local")
    Set<String> regions();

    /// Whether addresses in private networks may be registered.
    @WithDefault("false")
    boolean allowPrivateAddresses();

    /// How often each replica looks for peers that have fallen silent.
    @WithDefault("5s")
    Duration sweepEvery();

    /// How often each replica looks whether the peers topic is still the one that it told
    /// everybody.
    @WithDefault("1m")
    Duration topicCheckEvery();

    /// Issuer in session tokens.
    @WithDefault("blueblocks-discovery")
    String issuer();

    /// Name of this replica.
    @WithDefault("0")
    String replica();
}
