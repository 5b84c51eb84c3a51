package xyz.blueblocks.audit.core;

/// Where an event lies on the events topic.
///
/// @param topicId the topic's own id: a topic deleted and made anew under the same name has
///   another, so its offsets are never taken for the old ones
/// @param partition 0-based
/// @param offset 0-based
public record EventPosition(String topicId, int partition, long offset) {
    public EventPosition {
        if (topicId.isEmpty()) {
            throw new IllegalArgumentException("topicId: empty (want the topic's id)");
        }
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "partition, offset: " + partition + ", " + offset + " (want >= 0)");
        }
    }
}
