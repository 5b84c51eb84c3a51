package xyz.blueblocks.planner.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/// What an operator can set; every name begins with `blueblocks.planner`.
@ConfigMapping(prefix = "blueblocks.planner")
public interface PlannerConfig {
    /// File with the Ed25519 seed that signs admission tokens: 32 bytes as base64url, the same for
    /// all replicas.
    Path signingKeyFile();

    /// Name of this replica, in audit events.
    @WithDefault("0")
    String replica();

    /// Fewest relays on a route; a request for less is refused (row B19).
    @WithDefault("2")
    int minHops();

    /// Relays on a route when the request names no number.
    @WithDefault("2")
    int defaultHops();

    /// How long a route may be set up.
    @WithDefault("300s")
    Duration routeTtl();
}
