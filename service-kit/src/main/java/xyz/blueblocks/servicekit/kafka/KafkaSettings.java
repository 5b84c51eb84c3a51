package xyz.blueblocks.servicekit.kafka;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/// The application's `kafka.*` properties (`KAFKA_BOOTSTRAP_SERVERS`, `KAFKA_SECURITY_PROTOCOL`,
/// `KAFKA_SASL_…`, `KAFKA_SSL_…` in the environment) for plain Kafka clients.
///
/// The answers are fresh maps; they may hold secrets and are never logged.
@Singleton
public final class KafkaSettings {
    private final Map<String, Object> common;

    /// Made by CDI from what Quarkus read.
    @Inject
    public KafkaSettings(@Identifier("default-kafka-broker") Map<String, Object> common) {
        this.common = Map.copyOf(common);
    }

    /// For a producer that loses and repeats nothing while its process lives: `acks=all`,
    /// idempotent.
    public Map<String, Object> producer() {
        Map<String, Object> p = known(ProducerConfig.configNames());
        p.put(ProducerConfig.ACKS_CONFIG, "all");
        p.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        p.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        p.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        p.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        p.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        p.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20);
        return p;
    }

    /// For a consumer that the caller assigns and commits itself: nothing automatic.
    public Map<String, Object> consumer() {
        Map<String, Object> p = known(ConsumerConfig.configNames());
        p.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        p.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        p.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return p;
    }

    /// For an admin client.
    public Map<String, Object> admin() {
        return known(AdminClientConfig.configNames());
    }

    private Map<String, Object> known(Set<String> names) {
        Map<String, Object> p = new HashMap<>();
        common.forEach((name, value) -> {
            // SASL callbacks and the like may have names of their own: keep those prefixes.
            if (names.contains(name) || name.startsWith("sasl.") || name.startsWith("ssl.")) {
                p.put(name, value);
            }
        });
        return p;
    }
}
