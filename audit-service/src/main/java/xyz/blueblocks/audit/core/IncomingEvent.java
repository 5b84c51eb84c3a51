package xyz.blueblocks.audit.core;

import java.util.Optional;

/// A record of the events topic before anyone looked into it. Immutable; nothing in it is believed.
public final class IncomingEvent {
    private final EventPosition position;
    private final byte[] key;
    private final byte[] value;
    private final Optional<Octets> mark;

    /// A record as it was read.
    ///
    /// @param key the record's key, empty when it has none
    /// @param value the record's value, empty when it has none
    /// @param mark what the header [EventMark#HEADER] says
    public IncomingEvent(EventPosition position, byte[] key, byte[] value, Optional<Octets> mark) {
        this.position = position;
        this.key = key.clone();
        this.value = value.clone();
        this.mark = mark;
    }

    public EventPosition position() {
        return position;
    }

    public byte[] key() {
        return key.clone();
    }

    public byte[] value() {
        return value.clone();
    }

    Optional<Octets> mark() {
        return mark;
    }

    @Override
    public String toString() {
        return "IncomingEvent[" + position + ", " + value.length + " bytes]";
    }
}
