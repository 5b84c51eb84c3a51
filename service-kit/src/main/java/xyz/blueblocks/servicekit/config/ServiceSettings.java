package xyz.blueblocks.servicekit.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What every service is told alike: `blueblocks.service.*`.
@ConfigMapping(prefix = "blueblocks.service")
public interface ServiceSettings {
    /// Name of the service, such as `discovery`; set by the module, not by an operator.
    String name();

    /// Name of this replica among those of its service.
    @WithDefault("0")
    String replica();

    /// Audience that session tokens must name to count here.
    @WithDefault("${blueblocks.service.name}")
    String audience();

    /// Base URLs under which clients call this service, where a proxy hides them from it; proofs of
    /// possession must be made for one of them. Absent: what the request itself says.
    Optional<List<String>> publicUrls();

    /// Spool of audit events that Kafka has not taken yet.
    AuditSpool auditSpool();

    /// How often one caller may ask.
    RateLimits limits();

    /// The spool's place and bound.
    interface AuditSpool {
        /// Folder of this replica alone; must outlive the process.
        @WithDefault("data/${blueblocks.service.name}-${blueblocks.service.replica}/audit-spool")
        Path dir();

        /// Bytes on disk above which events are refused.
        @WithDefault("67108864")
        long maxBytes();
    }

    /// Token buckets (row A22).
    interface RateLimits {
        /// Calls per second of one address.
        @WithDefault("100")
        double addressPerSecond();

        /// Calls of one address at once.
        @WithDefault("400")
        int addressBurst();

        /// Calls per second of one peer.
        @WithDefault("20")
        double peerPerSecond();

        /// Calls of one peer at once.
        @WithDefault("100")
        int peerBurst();

        /// Callers remembered of each kind.
        @WithDefault("20000")
        int callers();

        /// Largest body of a request in bytes, by its announced length.
        @WithDefault("65536")
        long bodyBytes();
    }
}
