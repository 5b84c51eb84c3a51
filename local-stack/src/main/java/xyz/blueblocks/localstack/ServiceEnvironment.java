package xyz.blueblocks.localstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xyz.blueblocks.localstack.kafka.KafkaUser;
import xyz.blueblocks.localstack.postgres.PostgresAccount;
import xyz.blueblocks.localstack.state.StateFolder;
import xyz.blueblocks.localstack.tls.TlsFiles;

/// What each service is told through its environment: the only place that knows the names.
final class ServiceEnvironment {
    /// Shorter than a relay's own: here whoever stops a network waits for it.
    private static final Duration RELAY_DRAIN = Duration.ofSeconds(5);

    private ServiceEnvironment() {}

    static Map<String, String> of(ServiceId id, StackParts parts) {
        Map<String, String> environment = new TreeMap<>();
        https(environment, id, parts);
        environment.putAll(kafka(parts, parts.secrets().kafkaUser(id)));
        // At its usual level a Kafka client prints hundreds of settings at every start.
        environment.put("QUARKUS_LOG_CATEGORY__ORG_APACHE_KAFKA__LEVEL", "WARN");
        kit(environment, id, parts);
        switch (id.kind()) {
            case DISCOVERY -> discovery(environment, id, parts);
            case PLANNER -> planner(environment, id, parts);
            case AUDIT -> audit(environment, id, parts);
            case RELAY -> relay(environment, id, parts);
            case POSTGRES, KAFKA ->
                    throw new IllegalArgumentException("id: " + id + " (want a service)");
        }
        return environment;
    }

    /// HTTPS alone, TLS 1.3 alone.
    private static void https(Map<String, String> environment, ServiceId id, StackParts parts) {
        TlsFiles tls = parts.tls(id);
        environment.put("QUARKUS_HTTP_HOST", parts.layout().address(id));
        environment.put(
                "QUARKUS_HTTP_SSL_PORT", Integer.toString(parts.layout().port(id, Port.HTTPS)));
        environment.put("QUARKUS_HTTP_INSECURE_REQUESTS", "disabled");
        environment.put("QUARKUS_TLS_KEY_STORE_PEM__0__CERT", tls.certificate().toString());
        environment.put("QUARKUS_TLS_KEY_STORE_PEM__0__KEY", tls.key().toString());
        environment.put("QUARKUS_TLS_TRUST_STORE_PEM_CERTS", tls.authority().toString());
        environment.put("QUARKUS_TLS_PROTOCOLS", "TLSv1.3");
    }

    /// Kafka's own settings, each as `KAFKA_…`.
    static Map<String, String> kafka(StackParts parts, KafkaUser user) {
        Map<String, String> environment = new TreeMap<>();
        parts.kafka(new ServiceId(ServiceKind.KAFKA, 1))
                .clientConfiguration(user)
                .forEach((name, value) -> environment.put(variable("kafka." + name), value));
        return environment;
    }

    /// The database of the same name as the account, for the reactive client and for JDBC.
    static Map<String, String> database(StackParts parts, PostgresAccount account) {
        Map<String, String> environment = new TreeMap<>();
        ServiceId postgres = new ServiceId(ServiceKind.POSTGRES, 1);
        String server =
                "postgresql://"
                        + parts.layout().address(postgres)
                        + ":"
                        + parts.layout().port(postgres, Port.SQL)
                        + "/"
                        + account.name();
        String ca = parts.authority().certificateFile().toString();
        environment.put("QUARKUS_DATASOURCE_USERNAME", account.name());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", account.password());
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", server);
        environment.put(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:"
                        + server
                        + (parts.innerTls() ? "?sslmode=verify-full&sslrootcert=" + ca : ""));
        if (parts.innerTls()) {
            environment.put("QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE", "verify-full");
            environment.put("QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM", "HTTPS");
            environment.put("QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM", "true");
            environment.put("QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS", ca);
        }
        return environment;
    }

    /// What service-kit reads in every service.
    private static void kit(Map<String, String> environment, ServiceId id, StackParts parts) {
        environment.put("BLUEBLOCKS_SERVICE_REPLICA", Integer.toString(id.number()));
        environment.put(
                "BLUEBLOCKS_SERVICE_AUDIT_SPOOL_DIR", parts.folder().spool(id.name()).toString());
    }

    private static void discovery(Map<String, String> environment, ServiceId id, StackParts parts) {
        StackSecrets secrets = parts.secrets();
        environment.putAll(database(parts, secrets.postgresAccount(id.kind())));
        String prefix = "BLUEBLOCKS_DISCOVERY_";
        environment.put(prefix + "SESSION_KEY_FILE", secrets.sessionKey().toString());
        environment.put(prefix + "ADMIN_KEYS", StackSecrets.publicKey(secrets.adminKey()).text());
        environment.put(prefix + "PLANNER_URLS", urls(parts, ServiceKind.PLANNER, ""));
        environment.put(
                prefix + "PLANNER_KEYS",
                StackSecrets.publicKey(secrets.plannerSigningKey()).text());
        environment.put(prefix + "CA_FILE", parts.authority().certificateFile().toString());
        environment.put(prefix + "ALLOW_PRIVATE_ADDRESSES", "true");
        if (!parts.layout().regions().equals(List.of(StackRegion.LOCAL))) {
            // People may still say that they are in none of them.
            environment.put(
                    prefix + "REGIONS",
                    Stream.concat(Stream.of(StackRegion.LOCAL), parts.layout().regions().stream())
                            .map(StackRegion::name)
                            .distinct()
                            .collect(Collectors.joining(",")));
        }
        environment.put(prefix + "REPLICA", Integer.toString(id.number()));
    }

    private static void planner(Map<String, String> environment, ServiceId id, StackParts parts) {
        String prefix = "BLUEBLOCKS_PLANNER_";
        environment.put(
                prefix + "SIGNING_KEY_FILE", parts.secrets().plannerSigningKey().toString());
        environment.put(prefix + "REPLICA", Integer.toString(id.number()));
    }

    private static void audit(Map<String, String> environment, ServiceId id, StackParts parts) {
        StackSecrets secrets = parts.secrets();
        environment.putAll(database(parts, secrets.postgresAccount(id.kind())));
        String prefix = "BLUEBLOCKS_AUDIT_";
        environment.put(prefix + "ORIGIN", StackInvites.LOG_ORIGIN);
        environment.put(prefix + "LOG_KEY_FILE", secrets.auditLogKey().toString());
        environment.put(prefix + "SUBJECT_MASTER_KEY_FILE", secrets.subjectMasterKey().toString());
        // Not there, unless somebody restored a backup and let its log go on.
        environment.put(
                prefix + "NEWEST_CHECKPOINT_FILE",
                parts.folder().root().resolve(StateFolder.NEWEST_CHECKPOINT).toString());
        environment.put(
                prefix + "DISCOVERY_JWKS_URLS",
                urls(parts, ServiceKind.DISCOVERY, "/api/v1/jwks.json"));
        environment.put(prefix + "CA_FILE", parts.authority().certificateFile().toString());
        // The broker lets a user into groups that begin with its own name.
        environment.put(prefix + "READER_GROUP", parts.secrets().kafkaUser(id).name());
        environment.put(prefix + "REPLICA", Integer.toString(id.number()));
    }

    /// Four operators on four machines, as far as routes can tell.
    private static void relay(Map<String, String> environment, ServiceId id, StackParts parts) {
        String prefix = "BLUEBLOCKS_RELAY_";
        TlsFiles tls = parts.tls(id);
        String endpoint = parts.layout().address(id) + ":" + parts.layout().port(id, Port.LINK);
        environment.put(prefix + "STATE_DIR", parts.folder().relay(id.name()).toString());
        environment.put(prefix + "LISTEN", endpoint);
        environment.put(prefix + "ADVERTISE", endpoint);
        environment.put(prefix + "OPERATOR", "operator-" + id.number());
        environment.put(prefix + "NODE", "node-" + id.number());
        StackRegion region = parts.layout().region(id).orElse(StackRegion.LOCAL);
        environment.put(prefix + "REGION", region.name());
        environment.put(prefix + "JURISDICTION", region.jurisdiction());
        environment.put(prefix + "INVITE_FILE", invite(id, parts).toString());
        environment.put(prefix + "DISCOVERY_URLS", urls(parts, ServiceKind.DISCOVERY, ""));
        environment.put(prefix + "CA_FILE", tls.authority().toString());
        environment.put(prefix + "TLS_CERT", tls.certificate().toString());
        environment.put(prefix + "TLS_KEY", tls.key().toString());
        environment.put(prefix + "INTROSPECTION", "true");
        environment.put(prefix + "DRAIN", RELAY_DRAIN.toSeconds() + "s");
    }

    /// The file with a relay's invite into the network.
    static Path invite(ServiceId relay, StackParts parts) {
        return parts.folder().relay(relay.name()).resolve("invite.json");
    }

    private static String urls(StackParts parts, ServiceKind kind, String path) {
        return parts.layout().services().stream()
                .filter(id -> id.kind() == kind)
                .sorted()
                .map(id -> parts.layout().url(id) + path)
                .collect(Collectors.joining(","));
    }

    /// The environment variable for a configuration property (MicroProfile Config, "Environment
    /// Variables Mapping Rules").
    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
