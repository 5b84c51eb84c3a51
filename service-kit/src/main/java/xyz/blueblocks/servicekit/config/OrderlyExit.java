package xyz.blueblocks.servicekit.config;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import sun.misc.Signal;

/// A service that was told to stop, and did so in order, has not failed: its exit code is 0.
///
/// Without this the Java runtime ends with 143 after SIGTERM, which supervisors count as a crash.
@Singleton
final class OrderlyExit {

    void start(@Observes StartupEvent event) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            Signal.handle(new Signal("TERM"), _ -> Quarkus.asyncExit(0));
        }
    }
}
