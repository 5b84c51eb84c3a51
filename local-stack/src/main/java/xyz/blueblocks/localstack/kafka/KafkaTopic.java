package xyz.blueblocks.localstack.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A topic the broker is to have.
///
/// @param name of the topic
/// @param partitions 1 or more
/// @param compacted whether the last value of each key is kept for ever
/// @param retention how long records are kept otherwise; zero: for ever
public record KafkaTopic(String name, int partitions, boolean compacted, Duration retention) {
    public KafkaTopic {
        if (partitions < 1)
            throw new IllegalArgumentException("partitions: " + partitions + " (want >= 1)");
    }

    /// One line: `topic NAME PARTITIONS compact|delete RETENTION_MILLIS`.
    String line() {
        String policy = compacted ? "compact" : "delete";
        return String.join(
                " ",
                "topic",
                name,
                Integer.toString(partitions),
                policy,
                Long.toString(retention.toMillis()));
    }

    static KafkaTopic parse(List<String> words) {
        return new KafkaTopic(
                words.get(1),
                Integer.parseInt(words.get(2)),
                words.get(3).equals("compact"),
                Duration.ofMillis(Long.parseLong(words.get(4))));
    }

    /// In Kafka's own words (topic configuration reference).
    Map<String, String> configuration() {
        if (compacted) return Map.of("cleanup.policy", "compact");
        long millis = retention.isZero() ? -1 : retention.toMillis();
        return Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(millis));
    }
}
