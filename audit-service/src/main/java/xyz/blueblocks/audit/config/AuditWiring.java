package xyz.blueblocks.audit.config;

import io.vertx.sqlclient.Pool;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Executors;
import xyz.blueblocks.audit.core.AppendPlanner;
import xyz.blueblocks.audit.core.CheckpointSigner;
import xyz.blueblocks.audit.core.Continuity;
import xyz.blueblocks.audit.core.EntryQueries;
import xyz.blueblocks.audit.core.EventDoor;
import xyz.blueblocks.audit.core.EventJudge;
import xyz.blueblocks.audit.core.EventTopic;
import xyz.blueblocks.audit.core.LogKey;
import xyz.blueblocks.audit.core.LogReader;
import xyz.blueblocks.audit.core.LogStore;
import xyz.blueblocks.audit.core.MasterKey;
import xyz.blueblocks.audit.core.ProofQueries;
import xyz.blueblocks.audit.outbound.CheckpointTopic;
import xyz.blueblocks.audit.outbound.Database;
import xyz.blueblocks.audit.outbound.KafkaEventTopic;
import xyz.blueblocks.audit.outbound.LogMessages;
import xyz.blueblocks.audit.outbound.PgLogReader;
import xyz.blueblocks.audit.outbound.PgLogStore;
import xyz.blueblocks.audit.outbound.PgReplayGuard;
import xyz.blueblocks.audit.outbound.TopicPublisher;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.file.PrivateFiles;
import xyz.blueblocks.servicekit.auth.SessionKeys;
import xyz.blueblocks.servicekit.config.KeyFile;
import xyz.blueblocks.servicekit.http.JwksClient;
import xyz.blueblocks.servicekit.kafka.KafkaSettings;

/// Puts the rooms together: which store behind which port, which key behind which name.
@Singleton
public final class AuditWiring {
    private static final int KEY_BYTES = 32;
    private static final int MAX_NOTE_BYTES = 16 * 1024;

    /// Made by CDI.
    public AuditWiring() {}

    @Produces
    @Singleton
    MasterKey masterKey(AuditSettings settings) {
        return MasterKey.take(KeyFile.secret(settings.subjectMasterKeyFile(), KEY_BYTES));
    }

    void closeMasterKey(@Disposes MasterKey key) {
        key.close();
    }

    @Produces
    @Singleton
    CheckpointSigner checkpointSigner(AuditSettings settings) {
        try (SecretBytes seed = KeyFile.secret(settings.logKeyFile(), KEY_BYTES)) {
            return LogKey.of(settings.origin(), seed);
        }
    }

    @Produces
    @Singleton
    Database database(Pool pool) {
        return new Database(pool);
    }

    @Produces
    @Singleton
    EventJudge eventJudge(MasterKey master) {
        return new EventJudge(master);
    }

    @Produces
    @Singleton
    EventDoor eventDoor(EventJudge judge, MasterKey master) {
        return new EventDoor(judge, master);
    }

    @Produces
    @Singleton
    LogStore logStore(
            Database database,
            EventJudge judge,
            MasterKey master,
            CheckpointSigner signer,
            SecureRandom random,
            AuditSettings settings) {
        return new PgLogStore(
                database,
                judge,
                new AppendPlanner(master, random),
                signer,
                settings.checkpointInterval());
    }

    @Produces
    @Singleton
    LogReader logReader(Database database) {
        return new PgLogReader(database);
    }

    @Produces
    @Singleton
    ProofQueries proofQueries(LogReader reader) {
        return new ProofQueries(reader);
    }

    @Produces
    @Singleton
    EntryQueries entryQueries(LogReader reader, MasterKey master) {
        return new EntryQueries(reader, master);
    }

    @Produces
    @Singleton
    PgReplayGuard replayGuard(Database database, MasterKey master) {
        return new PgReplayGuard(database, master, Executors.newVirtualThreadPerTaskExecutor());
    }

    @Produces
    @Singleton
    JwksClient jwks(AuditSettings settings) {
        return JwksClient.open(
                settings.discoveryJwksUrls(), settings.caFile(), settings.jwksRefresh());
    }

    void closeJwks(@Disposes JwksClient client) {
        client.close();
    }

    @Produces
    @Singleton
    SessionKeys sessionKeys(JwksClient client) {
        return client::keys;
    }

    @Produces
    @Singleton
    EventTopic eventTopic(KafkaSettings kafka) {
        return new KafkaEventTopic(kafka.producer());
    }

    void closeEventTopic(@Disposes EventTopic topic) {
        if (topic instanceof KafkaEventTopic kafka) {
            kafka.close();
        }
    }

    @Produces
    @Singleton
    Continuity continuity(
            LogReader reader,
            Database database,
            CheckpointSigner signer,
            AuditSettings settings,
            KafkaSettings kafka) {
        return new Continuity(
                reader,
                new CheckpointTopic(database, kafka.consumer(), signer),
                signer,
                () ->
                        settings.newestCheckpoint()
                                .or(() ->
                                        settings.newestCheckpointFile().flatMap(AuditWiring::note)),
                settings.topics().logRetention());
    }

    /// Asked for again and again while a log is held, and mostly not there.
    private static Optional<String> note(Path file) {
        try {
            return PrivateFiles.read(file, MAX_NOTE_BYTES)
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("newest-checkpoint-file: cannot be read", e);
        }
    }

    @Produces
    @Singleton
    TopicPublisher topicPublisher(
            Database database, Continuity continuity, AuditSettings settings, KafkaSettings kafka) {
        return new TopicPublisher(
                database, new LogMessages(settings.origin()), continuity::given, kafka.producer());
    }
}
