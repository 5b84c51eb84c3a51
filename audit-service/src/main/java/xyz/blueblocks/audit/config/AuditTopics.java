package xyz.blueblocks.audit.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import xyz.blueblocks.servicekit.kafka.KafkaSettings;
import xyz.blueblocks.servicekit.kafka.TopicSetup;
import xyz.blueblocks.wire.Topics;

/// The audit topics, made with their settings where they are absent. Those that exist are an
/// operator's and stay as they are; where all do, no right to make any is needed.
final class AuditTopics {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private AuditTopics() {}

    static void ensure(KafkaSettings kafka, AuditSettings.Topics settings) {
        String events = Long.toString(settings.eventsRetention().toMillis());
        String log = Long.toString(settings.logRetention().toMillis());
        List<Wanted> wanted =
                List.of(
                        new Wanted(Topics.AUDIT_EVENTS, settings.eventsPartitions(), events),
                        // As long as the events they were, for they are in clear as well.
                        new Wanted(Topics.AUDIT_DEAD_LETTER, 1, events),
                        // One partition each: the log is one sequence.
                        new Wanted(Topics.AUDIT_LOG, 1, log),
                        // For ever: a checkpoint once shown is evidence.
                        new Wanted(Topics.AUDIT_CHECKPOINTS, 1, "-1"));
        Set<String> present = present(kafka);
        for (Wanted topic : wanted) {
            if (!present.contains(topic.name)) {
                TopicSetup.ensure(
                        kafka,
                        topic.name,
                        topic.partitions,
                        Map.of("cleanup.policy", "delete", "retention.ms", topic.retentionMillis),
                        PATIENCE);
            }
        }
    }

    private static Set<String> present(KafkaSettings kafka) {
        try (Admin admin = Admin.create(kafka.admin())) {
            return admin.listTopics().names().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("topics: cannot be listed", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("topics: no answer in " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("topics: interrupted", e);
        }
    }

    private record Wanted(String name, int partitions, String retentionMillis) {}
}
