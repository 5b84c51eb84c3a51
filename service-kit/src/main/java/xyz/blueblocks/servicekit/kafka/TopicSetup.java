package xyz.blueblocks.servicekit.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/// Creates a topic with the settings it needs when it is absent; leaves an existing one alone.
public final class TopicSetup {
    private TopicSetup() {}

    /// Blocks up to `patience`. Replication is the cluster's default.
    ///
    /// @param partitions for a topic that is absent
    /// @param config topic settings such as `cleanup.policy`
    /// @return true when the call created the topic, false when it was there
    /// @throws IllegalStateException when the cluster cannot be asked or refuses
    public static boolean ensure(
            KafkaSettings settings,
            String topic,
            int partitions,
            Map<String, String> config,
            Duration patience) {
        Map<String, Object> p = settings.admin();
        p.put("default.api.timeout.ms", (int) patience.toMillis());
        p.put("request.timeout.ms", (int) patience.toMillis());
        try (Admin admin = Admin.create(p)) {
            NewTopic wanted =
                    new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(config);
            admin.createTopics(List.of(wanted))
                    .all()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw new IllegalStateException("topic " + topic + ": cannot create", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("topic " + topic + ": no answer in " + patience, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("topic " + topic + ": interrupted", e);
        }
    }
}
