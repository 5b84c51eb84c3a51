package xyz.blueblocks.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.localstack.kafka.KafkaTopic;
import xyz.blueblocks.localstack.kafka.KafkaUser;
import xyz.blueblocks.localstack.postgres.PostgresAccount;
import xyz.blueblocks.localstack.state.SecretFiles;
import xyz.blueblocks.wire.Topics;

/// Who may do what in this stack, and the secrets that show who is who.
final class StackSecrets {
    /// Somebody outside the system who looks at everything on the topics and writes nothing: tests,
    /// the curious.
    static final String OBSERVER = "observer";

    /// A service that only rehearses its start: it may look, and change nothing that others see.
    static final String REHEARSAL = "rehearsal";

    private static final Duration WEEK = Duration.ofDays(7);
    private static final int PARTITIONS = 3;

    private final SecretFiles files;

    StackSecrets(Path folder) {
        this.files = new SecretFiles(folder);
    }

    Path adminKey() {
        return files.file("admin-key");
    }

    /// Shared by the discovery replicas: a session is good at each.
    Path sessionKey() {
        return files.file("session-key");
    }

    Path plannerSigningKey() {
        return files.file("planner-signing-key");
    }

    Path auditLogKey() {
        return files.file("audit-log-key");
    }

    /// Of the log that a rehearsal keeps: it never signs for the real one.
    Path rehearsalLogKey() {
        return files.file("rehearsal-log-key");
    }

    Path subjectMasterKey() {
        return files.file("audit-subject-master-key");
    }

    /// The public half of the key whose seed a file holds.
    static Ed25519PublicKey publicKey(Path seedFile) {
        try (Ed25519PrivateKey key = privateKey(seedFile)) {
            return key.publicKey();
        }
    }

    /// The key whose seed a file holds; the caller closes it.
    static Ed25519PrivateKey privateKey(Path seedFile) {
        try {
            String text = Files.readString(seedFile, StandardCharsets.US_ASCII).strip();
            byte[] seed =
                    Text.parseBase64url(text)
                            .orElseThrow(
                                    () -> new StackException(seedFile + " is not a key file."));
            try (SecretBytes secret = SecretBytes.take(seed)) {
                return Ed25519PrivateKey.fromSeed(secret);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(seedFile + " cannot be read", e);
        }
    }

    String postgresSuperuser() {
        return files.text("postgres-superuser");
    }

    /// A role and database of its own for each kind of service that keeps tables.
    List<PostgresAccount> postgresAccounts() {
        return List.of(
                postgresAccount(ServiceKind.DISCOVERY),
                postgresAccount(ServiceKind.AUDIT),
                rehearsalAccount(ServiceKind.DISCOVERY),
                rehearsalAccount(ServiceKind.AUDIT));
    }

    PostgresAccount postgresAccount(ServiceKind kind) {
        return postgresAccount(kind.word());
    }

    /// An empty database for a service that only rehearses.
    PostgresAccount rehearsalAccount(ServiceKind kind) {
        return postgresAccount(REHEARSAL + "_" + kind.word());
    }

    private PostgresAccount postgresAccount(String name) {
        return new PostgresAccount(name, files.text("postgres-" + name));
    }

    String kafkaBroker() {
        return files.text("kafka-broker");
    }

    static List<KafkaTopic> topics() {
        return List.of(
                new KafkaTopic(Topics.PEERS, 1, true, Duration.ZERO),
                new KafkaTopic(Topics.RELAY_REPORTS, 1, false, Duration.ofDays(1)),
                new KafkaTopic(Topics.AUDIT_EVENTS, PARTITIONS, false, WEEK),
                // One partition: the log has one order.
                new KafkaTopic(Topics.AUDIT_LOG, 1, false, Duration.ZERO),
                new KafkaTopic(Topics.AUDIT_CHECKPOINTS, 1, false, Duration.ZERO),
                new KafkaTopic(Topics.AUDIT_DEAD_LETTER, 1, false, Duration.ZERO));
    }

    /// Relays are run by different operators and have a password each; of all topics they may read
    /// none.
    List<KafkaUser> kafkaUsers() {
        List<KafkaUser> users = new ArrayList<>();
        users.add(
                kafkaUser(
                        "discovery",
                        Set.of(Topics.PEERS),
                        Set.of(Topics.PEERS, Topics.AUDIT_EVENTS)));
        users.add(
                kafkaUser(
                        "planner",
                        Set.of(Topics.PEERS, Topics.RELAY_REPORTS),
                        Set.of(Topics.AUDIT_EVENTS)));
        Set<String> log =
                Set.of(
                        Topics.AUDIT_LOG,
                        Topics.AUDIT_CHECKPOINTS,
                        Topics.AUDIT_DEAD_LETTER,
                        Topics.AUDIT_EVENTS);
        users.add(kafkaUser("audit", log, log));
        for (ServiceId id : ServiceId.all()) {
            if (id.kind() == ServiceKind.RELAY) {
                users.add(
                        kafkaUser(
                                id.name(),
                                Set.of(),
                                Set.of(Topics.RELAY_REPORTS, Topics.AUDIT_EVENTS)));
            }
        }
        Set<String> everything = Set.copyOf(topics().stream().map(KafkaTopic::name).toList());
        users.add(kafkaUser(OBSERVER, everything, Set.of()));
        users.add(kafkaUser(REHEARSAL, everything, Set.of()));
        return users;
    }

    /// As whom a service talks to Kafka.
    KafkaUser kafkaUser(ServiceId service) {
        String name = service.kind() == ServiceKind.RELAY ? service.name() : service.kind().word();
        return kafkaUser(name);
    }

    KafkaUser kafkaUser(String name) {
        return kafkaUsers().stream()
                .filter(user -> user.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private KafkaUser kafkaUser(String name, Set<String> reads, Set<String> writes) {
        return new KafkaUser(name, files.text("kafka-" + name), reads, writes);
    }

    @Override
    public String toString() {
        return "StackSecrets[]";
    }
}
