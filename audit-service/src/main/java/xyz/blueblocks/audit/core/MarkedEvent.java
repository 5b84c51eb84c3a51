package xyz.blueblocks.audit.core;

/// A peer's event on its way to the events topic.
public final class MarkedEvent {
    private final EventName name;
    private final String key;
    private final byte[] value;
    private final Octets mark;

    MarkedEvent(EventName name, String key, byte[] value, Octets mark) {
        this.name = name;
        this.key = key;
        this.value = value.clone();
        this.mark = mark;
    }

    public EventName name() {
        return name;
    }

    /// Kafka key: the event's subject, so that events of one record or peer stay in order.
    public String key() {
        return key;
    }

    /// The event, canonical.
    public byte[] value() {
        return value.clone();
    }

    /// Value of the header [EventMark#HEADER].
    public Octets mark() {
        return mark;
    }

    @Override
    public String toString() {
        return "MarkedEvent";
    }
}
