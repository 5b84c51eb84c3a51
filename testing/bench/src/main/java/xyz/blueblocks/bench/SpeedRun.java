package xyz.blueblocks.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.wire.message.Capability;

/// Speed: transfers, questions, set-ups, and the memory of a relay.
final class SpeedRun {
    private static final int ASKS_WARM = 2_000;
    private static final int ASKS = 5_000;
    private static final int SETUPS_WARM = 10;
    private static final int SETUPS = 31;
    private static final double GIB = 1 << 30;
    private static final double KIB_PER_MIB = 1024;

    private final BenchSettings settings;
    private final Path folder;
    private final PrintStream out;

    SpeedRun(BenchSettings settings, Path folder, PrintStream out) {
        this.settings = settings;
        this.folder = folder;
        this.out = out;
    }

    void run(Measuring measuring) throws IOException, InterruptedException {
        measuring.warmUp(settings.warmUpMib());
        Notes.say("sending " + settings.repeats() + " times");
        if (settings.details()) {
            try (MemoryWatch memory = new MemoryWatch(measuring::processes)) {
                transfers(measuring);
                memory.movements().forEach(each -> Notes.say(MemoryRun.line(each)));
            }
        } else {
            transfers(measuring);
        }
        Notes.say("asking " + ASKS + " questions");
        EndAnswer asked = measuring.sender().ask("latency", ASKS_WARM, ASKS);
        out.println("p50_us=" + asked.text("p50_us"));
        out.println("p99_us=" + asked.text("p99_us"));
        Notes.say("setting up " + SETUPS + " times");
        measuring.sender().ask("setup", SETUPS_WARM);
        out.println("setup_ms=" + measuring.sender().ask("setup", SETUPS).text("setup_ms"));
        out.printf(
                Locale.ROOT, "rss_relay_idle_mib=%.1f%n", measuring.idleRelayKib() / KIB_PER_MIB);
        out.printf(Locale.ROOT, "kib_per_conn=%.1f%n", kibPerReceiver(measuring));
        out.flush();
    }

    private void transfers(Measuring measuring) throws IOException {
        for (int i = 0; i < settings.repeats(); i++) {
            print(measuring.transfer(settings.file().orElseThrow()));
        }
    }

    private void print(Measuring.Moved moved) {
        out.printf(
                Locale.ROOT,
                "bytes=%d seconds=%.3f sha256=%s%n",
                moved.bytes(),
                moved.seconds(),
                moved.sha256());
        out.flush();
        if (!settings.details()) {
            return;
        }
        double gib = moved.bytes() / GIB;
        Map<String, Double> each = new TreeMap<>(moved.cpu());
        each.values().removeIf(seconds -> seconds / gib < 0.005);
        StringBuilder text = new StringBuilder();
        each.forEach((name, seconds) ->
                text.append(String.format(Locale.ROOT, " %s=%.2f", name, seconds / gib)));
        Notes.say(
                String.format(
                        Locale.ROOT,
                        "%.0f MB/s, CPU s/GiB:%s all=%.2f (%s)",
                        moved.bytes() / moved.seconds() / 1e6,
                        text,
                        moved.cpu().values().stream().mapToDouble(d -> d).sum() / gib,
                        moved.how()));
    }

    private double kibPerReceiver(Measuring measuring) throws IOException, InterruptedException {
        int count = settings.receivers();
        Notes.say("registering " + count + " receivers");
        ServiceId relay = BenchNetwork.relays().getFirst();
        Path invites = measuring.network().invites("crowd", Capability.PATIENT, count);
        try (EndProcess crowd =
                EndProcess.start("crowd", CrowdMain.class, folder, List.of(invites.toString()))) {
            long before = measuring.settledKib(relay);
            Notes.say("attaching them");
            EndAnswer attached = crowd.ask("attach", measuring.network().linkAddress(relay));
            if (attached.number("attached") != count) {
                throw new BenchFailure(
                        "not all receivers could attach",
                        attached.text("attached") + " are attached (want " + count + ")",
                        "run it again with fewer: OURS_RECEIVERS=100");
            }
            long after = measuring.settledKib(relay);
            Notes.say(
                    String.format(
                            Locale.ROOT,
                            "relay before %.1f MiB, after %.1f MiB",
                            before / KIB_PER_MIB,
                            after / KIB_PER_MIB));
            return (after - before) / (double) count;
        }
    }
}
