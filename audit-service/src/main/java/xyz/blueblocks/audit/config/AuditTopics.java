package xyz.blueblocks.audit.config;

import java.time.Duration;
import java.util.Map;
import xyz.blueblocks.servicekit.kafka.KafkaSettings;
import xyz.blueblocks.servicekit.kafka.TopicSetup;
import xyz.blueblocks.wire.Topics;

/// The audit topics, made with their settings where they are absent. Those that exist are an
/// operator's and stay as they are.
final class AuditTopics {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private AuditTopics() {}

    static void ensure(KafkaSettings kafka, AuditSettings.Topics settings) {
        String events = Long.toString(settings.eventsRetention().toMillis());
        make(kafka, Topics.AUDIT_EVENTS, settings.eventsPartitions(), events);
        // As long as the events they were, for they are in clear as well.
        make(kafka, Topics.AUDIT_DEAD_LETTER, 1, events);
        // One partition each: the log is one sequence.
        make(kafka, Topics.AUDIT_LOG, 1, Long.toString(settings.logRetention().toMillis()));
        // For ever: a checkpoint once shown is evidence.
        make(kafka, Topics.AUDIT_CHECKPOINTS, 1, "-1");
    }

    private static void make(KafkaSettings kafka, String topic, int partitions, String retention) {
        TopicSetup.ensure(
                kafka,
                topic,
                partitions,
                Map.of("cleanup.policy", "delete", "retention.ms", retention),
                PATIENCE);
    }
}
