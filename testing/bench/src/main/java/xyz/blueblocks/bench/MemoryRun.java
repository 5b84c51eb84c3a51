package xyz.blueblocks.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Memory: one large file goes through, and no process may grow with it.
final class MemoryRun {
    private static final long LIMIT_MIB = 64;
    private static final double KIB_PER_MIB = 1024;
    private static final long MIB = 1 << 20;

    private final BenchSettings settings;
    private final PrintStream out;

    MemoryRun(BenchSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /// Sends the file; whether every process stayed within the limit.
    boolean run(Measuring measuring) throws IOException {
        measuring.warmUp(settings.warmUpMib());
        Path file =
                settings.file().isPresent()
                        ? settings.file().get()
                        : measuring.incompressible("large", (int) (settings.sizeBytes() / MIB));
        try (MemoryWatch memory = new MemoryWatch(measuring::processes)) {
            memory.restart();
            Notes.say("sending " + settings.sizeBytes() / MIB + " MiB");
            Measuring.Moved moved = measuring.transfer(file);
            List<MemoryWatch.Movement> all = memory.movements();
            out.printf(
                    Locale.ROOT,
                    "bytes=%d seconds=%.3f sha256=%s%n",
                    moved.bytes(),
                    moved.seconds(),
                    moved.sha256());
            all.forEach(each -> out.println(line(each)));
            double most = all.stream().mapToLong(MemoryWatch.Movement::kib).max().orElse(0);
            out.printf(
                    Locale.ROOT,
                    "most_moved_mib=%.1f limit_mib=%d%n",
                    most / KIB_PER_MIB,
                    LIMIT_MIB);
            out.flush();
            return most / KIB_PER_MIB < LIMIT_MIB;
        }
    }

    static String line(MemoryWatch.Movement each) {
        return String.format(
                Locale.ROOT,
                "process=%s rss_min_mib=%.1f rss_max_mib=%.1f moved_mib=%.1f samples=%d",
                each.process(),
                each.minKib() / KIB_PER_MIB,
                each.maxKib() / KIB_PER_MIB,
                each.kib() / KIB_PER_MIB,
                each.samples());
    }
}
