package xyz.blueblocks.audit.core;

import java.util.List;

/// The events topic, as a place to put events.
public interface EventTopic {
    /// Puts them all there; returns when every replica of the topic that must have them has them.
    ///
    /// @return false when that is not known of all: send them again, a repeat is harmless
    boolean publish(List<MarkedEvent> events);
}
