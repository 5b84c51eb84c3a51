package xyz.blueblocks.localstack.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import xyz.blueblocks.localstack.state.PrivateFiles;

/// Makes the topics and the rules that the stack wants, once; later starts find them recorded.
final class KafkaProvisioning {
    private KafkaProvisioning() {}

    static void run(KafkaFiles files, Properties server)
            throws IOException, ExecutionException, InterruptedException {
        if (files.isProvided()) return;
        List<KafkaTopic> topics = files.wantedTopics();
        List<KafkaUser> users = files.wantedUsers();
        try (Admin admin = Admin.create(client(server))) {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing =
                    topics.stream()
                            .filter(topic -> !existing.contains(topic.name()))
                            .map(topic ->
                                    new NewTopic(topic.name(), topic.partitions(), (short) 1)
                                            .configs(topic.configuration()))
                            .toList();
            admin.createTopics(missing).all().get();
            admin.alterUserScramCredentials(
                            users.stream().map(KafkaProvisioning::credential).toList())
                    .all()
                    .get();
            admin.createAcls(users.stream().flatMap(user -> rules(user).stream()).toList())
                    .all()
                    .get();
        }
        PrivateFiles.write(
                files.provided(),
                files.wantedWithoutPasswords().getBytes(StandardCharsets.US_ASCII));
    }

    /// 4096 iterations, Kafka's least for SCRAM: the passwords are 256 random bits, which no number
    /// of guesses finds.
    private static UserScramCredentialAlteration credential(KafkaUser user) {
        ScramCredentialInfo info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
        return new UserScramCredentialUpsertion(user.name(), info, user.password());
    }

    /// The broker, as a client of itself.
    private static Map<String, Object> client(Properties server) {
        Map<String, Object> client = new HashMap<>();
        String listener = server.getProperty("advertised.listeners", "");
        client.put("bootstrap.servers", listener.substring("CLIENTS://".length()));
        boolean tls =
                server.getProperty("listener.security.protocol.map", "")
                        .contains("CLIENTS:SASL_SSL");
        client.put("security.protocol", tls ? "SASL_SSL" : "SASL_PLAINTEXT");
        client.put("sasl.mechanism", "SCRAM-SHA-512");
        client.put(
                "sasl.jaas.config",
                server.getProperty("listener.name.clients.scram-sha-512.sasl.jaas.config"));
        if (tls) {
            client.put("ssl.truststore.type", "PEM");
            client.put(
                    "ssl.truststore.location",
                    server.getProperty("listener.name.clients.ssl.truststore.location"));
        }
        return client;
    }

    private static List<AclBinding> rules(KafkaUser user) {
        List<AclBinding> rules = new ArrayList<>();
        for (String topic : user.reads()) {
            rules.add(topicRule(user, topic, AclOperation.READ));
        }
        for (String topic : user.writes()) {
            rules.add(topicRule(user, topic, AclOperation.WRITE));
        }
        // Services make sure of their topics at each start; who may not create gets no "exists".
        Stream.concat(user.reads().stream(), user.writes().stream())
                .distinct()
                .forEach(topic -> rules.add(topicRule(user, topic, AclOperation.CREATE)));
        // Groups and transactions of its own: nobody moves another's offsets or fences another's
        // producer.
        rules.add(
                rule(
                        user,
                        ResourceType.GROUP,
                        user.name(),
                        PatternType.PREFIXED,
                        AclOperation.ALL));
        rules.add(
                rule(
                        user,
                        ResourceType.TRANSACTIONAL_ID,
                        user.name(),
                        PatternType.PREFIXED,
                        AclOperation.ALL));
        return rules;
    }

    private static AclBinding topicRule(KafkaUser user, String topic, AclOperation operation) {
        return rule(user, ResourceType.TOPIC, topic, PatternType.LITERAL, operation);
    }

    private static AclBinding rule(
            KafkaUser user,
            ResourceType type,
            String name,
            PatternType pattern,
            AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(
                        "User:" + user.name(), "*", operation, AclPermissionType.ALLOW));
    }
}
