package xyz.blueblocks.audit.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What an operator tells the audit service: `blueblocks.audit.*`.
///
/// Every replica of one log is told the same, key files included.
@ConfigMapping(prefix = "blueblocks.audit")
public interface AuditSettings {
    /// Name of the log: first line of every checkpoint, part of its key's text. Never changes.
    String origin();

    /// File with the log's Ed25519 seed.
    Path logKeyFile();

    /// File with the 32 bytes under which subjects' keys are wrapped.
    Path subjectMasterKeyFile();

    /// The newest checkpoint of this log that anybody has, all lines of it. Looked at only while
    /// the log is held after a restore.
    Optional<String> newestCheckpoint();

    /// A file with the same; need not be there.
    Optional<Path> newestCheckpointFile();

    /// Where discovery's replicas show the keys of session tokens, complete URLs.
    List<URI> discoveryJwksUrls();

    /// Certificates to trust when asking discovery, instead of the platform's.
    Optional<Path> caFile();

    /// Time between two looks at discovery's keys.
    @WithDefault("5m")
    Duration jwksRefresh();

    /// Reading the events topic.
    Reader reader();

    /// Making topics that are absent.
    Topics topics();

    /// Shortest time between two checkpoints.
    @WithDefault("1s")
    Duration checkpointInterval();

    /// Reading the events topic.
    interface Reader {
        /// Consumer group that the replicas share.
        @WithDefault("blueblocks-audit")
        String group();

        /// Most events of one transaction: enough that the commit is a small part of its cost.
        @WithDefault("500")
        int maxBatch();
    }

    /// Making topics that are absent.
    interface Topics {
        /// Partitions of the events topic: the most replicas that can read at once.
        @WithDefault("6")
        int eventsPartitions();

        /// How long the events topic, which is in clear, keeps an event.
        @WithDefault("7d")
        Duration eventsRetention();

        /// How long the log topic keeps entries; the log itself keeps them in PostgreSQL.
        @WithDefault("30d")
        Duration logRetention();
    }
}
