package xyz.blueblocks.audit.inbound;

import java.util.Map;

/// How to reach the events topic.
///
/// @param topic name of the events topic
/// @param group consumer group that the replicas share
/// @param maxBatch most events of one transaction
/// @param consumer settings of a Kafka consumer, without serialisation
/// @param admin settings of a Kafka admin client
public record ReaderSettings(
        String topic,
        String group,
        int maxBatch,
        Map<String, Object> consumer,
        Map<String, Object> admin) {
    public ReaderSettings {
        consumer = Map.copyOf(consumer);
        admin = Map.copyOf(admin);
    }

    /// Without the settings: they may hold secrets.
    @Override
    public String toString() {
        return "ReaderSettings[" + topic + ", " + group + ", " + maxBatch + "]";
    }
}
