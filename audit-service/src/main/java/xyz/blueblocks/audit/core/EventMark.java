package xyz.blueblocks.audit.core;

/// How an event of a peer shows on the topic that it came through this service's door.
///
/// Peers never reach Kafka. What they send by HTTP is authenticated there and gets a mark (a MAC
/// under a key that only replicas of this service hold); an event on the topic that names a peer as
/// its source and lacks the mark was written by someone else, and is refused. Services write to
/// Kafka themselves, under the broker's access rules, and need no mark.
public final class EventMark {
    /// Kafka header with the 32 raw bytes of [MasterKey#ingestMark].
    public static final String HEADER = "bb-audit-mark";

    private EventMark() {}
}
