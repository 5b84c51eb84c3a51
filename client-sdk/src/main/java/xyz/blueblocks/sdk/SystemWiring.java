package xyz.blueblocks.sdk;

import java.security.SecureRandom;
import java.time.Clock;
import xyz.blueblocks.sdk.route.Surroundings;

/// The one place of the library that asks the system for time and chance.
final class SystemWiring {
    private SystemWiring() {}

    static Surroundings surroundings() {
        return new Surroundings(Clock.systemUTC(), System::nanoTime, new SecureRandom());
    }
}
