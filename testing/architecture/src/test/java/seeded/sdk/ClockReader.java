package seeded.sdk;

import java.time.Instant;
import java.util.function.Supplier;

final class ClockReader {
    private ClockReader() {}

    static long call() {
        return System.currentTimeMillis();
    }

    static Supplier<Instant> refer() {
        return Instant::now;
    }
}
