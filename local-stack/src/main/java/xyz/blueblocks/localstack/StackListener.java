package xyz.blueblocks.localstack;

import java.time.Duration;

/// Told about a starting stack, from several threads at once.
@FunctionalInterface
public interface StackListener {
    /// Hears nothing.
    StackListener NONE = (service, state, since) -> {};

    /// A service has changed.
    ///
    /// @param since the stack's start
    void changed(ServiceId service, ServiceState state, Duration since);
}
