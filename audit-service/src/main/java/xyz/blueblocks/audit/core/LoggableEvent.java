package xyz.blueblocks.audit.core;

import java.util.List;
import java.util.Optional;

/// An audit event that may become a leaf: its committed bytes and the names the log files it under.
public final class LoggableEvent {
    private final EventName name;
    private final String key;
    private final byte[] canonical;
    private final String subject;
    private final List<String> parties;
    private final Optional<String> recordId;
    private final String openJson;

    /// An event that was judged good.
    ///
    /// @param key the event's subject as it stands: what Kafka orders by
    /// @param canonical RFC 8785 bytes of the whole event, `block_height` and `tx_hash` null
    /// @param subject address of the person under whose key the entry is sealed
    /// @param parties addresses of those who may read it
    /// @param openJson JSON object of the members that name nobody
    LoggableEvent(
            EventName name,
            String key,
            byte[] canonical,
            String subject,
            List<String> parties,
            Optional<String> recordId,
            String openJson) {
        this.name = name;
        this.key = key;
        this.canonical = canonical.clone();
        this.subject = subject;
        this.parties = List.copyOf(parties);
        this.recordId = recordId;
        this.openJson = openJson;
    }

    public EventName name() {
        return name;
    }

    String key() {
        return key;
    }

    byte[] canonical() {
        return canonical.clone();
    }

    String subject() {
        return subject;
    }

    List<String> parties() {
        return parties;
    }

    Optional<String> recordId() {
        return recordId;
    }

    String openJson() {
        return openJson;
    }

    @Override
    public String toString() {
        return "LoggableEvent";
    }
}
