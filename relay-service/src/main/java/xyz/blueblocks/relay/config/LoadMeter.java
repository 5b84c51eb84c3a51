package xyz.blueblocks.relay.config;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import xyz.blueblocks.relay.core.RelayCounters;
import xyz.blueblocks.relay.outbound.RelayLoad;

/// How busy this process is: its share of the processors, its links, what its line has left. While
/// it leaves it is full, so that new routes lead elsewhere.
final class LoadMeter implements Supplier<RelayLoad> {
    private static final double BITS_PER_BYTE = 8;
    private static final double MEGA = 1e6;
    private static final double NANOS = 1e9;

    private final RelayCounters counters;
    private final long bandwidthMbps;
    private final BooleanSupplier leaving;
    private long bytesBefore;
    private long nanosBefore = System.nanoTime();

    LoadMeter(RelayCounters counters, long bandwidthMbps, BooleanSupplier leaving) {
        this.counters = counters;
        this.bandwidthMbps = bandwidthMbps;
        this.leaving = leaving;
    }

    @Override
    public synchronized RelayLoad get() {
        if (leaving.getAsBoolean()) {
            return new RelayLoad(1, counters.neighbours(), 0);
        }
        long now = System.nanoTime();
        long bytes = counters.bytes();
        double seconds = Math.max(0.001, (now - nanosBefore) / NANOS);
        double usedMbps = (bytes - bytesBefore) * BITS_PER_BYTE / MEGA / seconds;
        bytesBefore = bytes;
        nanosBefore = now;
        return new RelayLoad(
                processorShare(), counters.neighbours(), Math.max(0, bandwidthMbps - usedMbps));
    }

    private static double processorShare() {
        double share =
                ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                        ? system.getProcessCpuLoad()
                        : 0;
        return Double.isNaN(share) ? 0 : Math.clamp(share, 0.0, 1.0);
    }
}
