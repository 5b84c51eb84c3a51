package xyz.blueblocks.bench.kills;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;

/// What came of a run. Safe for threads.
public final class KillFigures {
    /// From so many on each kind of victim must be among them.
    private static final int MANY_KILLS = 100;

    private final Map<Pause, List<Long>> pauses = new EnumMap<>(Pause.class);
    private final Map<String, Integer> killed = new TreeMap<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    private final KillSettings settings;
    private int files;
    private long fileBytes;
    private long sentBytes;
    private long mostAgainBytes;
    private int hangs;
    private int interruptions;
    private long tookNanos;

    /// Pauses that are told apart.
    public enum Pause {
        /// A relay of the path was killed while all others were there.
        RELAY_KILLED,
        /// A relay of the path stopped without a word while all others were there.
        RELAY_HUNG,
        /// A relay of the path was killed or stopped while others were on their way back.
        RELAY_OF_FEW
    }

    KillFigures(KillSettings settings) {
        this.settings = settings;
    }

    synchronized void file(KillFile file) {
        files++;
        fileBytes += file.sizeBytes();
        sentBytes += file.sentBytes();
        interruptions += file.interruptions();
        long again = Math.max(0, file.sentBytes() - file.sizeBytes());
        mostAgainBytes = Math.max(mostAgainBytes, again / Math.max(1, file.interruptions()));
    }

    synchronized void endKilled(String name) {
        killed.merge(name, 1, Integer::sum);
    }

    synchronized void relayLost(RelayYard.Lost lost) {
        if (lost.how() == RelayYard.Loss.KILL) {
            killed.merge(lost.relay().name(), 1, Integer::sum);
        } else {
            hangs++;
        }
    }

    /// The call that sends or resumes failed with that code and was made again.
    synchronized void failed(String code) {
        failures.merge(code, 1, Integer::sum);
    }

    synchronized void took(long nanos) {
        tookNanos = nanos;
    }

    synchronized void pause(Pause kind, long nanos) {
        pauses.computeIfAbsent(kind, _ -> new ArrayList<>()).add(nanos);
    }

    /// Processes that were killed.
    public synchronized int kills() {
        return killed.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// Whether there is nothing left to kill.
    synchronized boolean enough() {
        return kills() >= settings.kills();
    }

    private int count(Pause kind) {
        return pauses.getOrDefault(kind, List.of()).size();
    }

    /// A quantile in milliseconds; 0 when nothing was measured. 1 is the longest.
    private long millis(Pause kind, double share) {
        List<Long> sorted = new ArrayList<>(pauses.getOrDefault(kind, List.of()));
        if (sorted.isEmpty()) {
            return 0;
        }
        Collections.sort(sorted);
        int at = (int) Math.min(sorted.size() - 1L, Math.floor(sorted.size() * share));
        return sorted.get(at) / 1_000_000;
    }

    /// What must hold of each.
    ///
    /// @throws KillFailure when a relay that died alone was not replaced in time
    void requireInTime(PauseWatch.Measured pause, KillFile file) {
        long millis = pause.nanos() / 1_000_000;
        if (pause.kind() == Pause.RELAY_KILLED && millis >= settings.replacedMillis()) {
            throw file.failure(
                    "a relay was replaced after %d ms (want less than %d)"
                            .formatted(millis, settings.replacedMillis()));
        }
    }

    /// What must hold of all of them together.
    ///
    /// @throws KillFailure when no relay died alone, or somebody was never killed among many
    synchronized void require() {
        if (count(Pause.RELAY_KILLED) == 0) {
            throw new KillFailure("no relay died alone under a file: nothing was measured");
        }
        List<String> all = new ArrayList<>(List.of("sender", "receiver"));
        ServiceId.all().stream()
                .filter(id -> id.kind() == ServiceKind.RELAY)
                .map(ServiceId::name)
                .forEach(all::add);
        if (kills() >= MANY_KILLS && !killed.keySet().containsAll(all)) {
            throw new KillFailure("not all of " + all + " were killed: " + killed);
        }
    }

    /// All of it in a sentence.
    synchronized String summary() {
        return String.format(
                Locale.ROOT,
                "%d kills, %d files right, at most %d KiB again per kill, a dead relay replaced"
                        + " after %d ms (median of %d) and %d ms at most, %.0f s",
                kills(),
                files,
                mostAgainBytes >> 10,
                millis(Pause.RELAY_KILLED, 0.5),
                count(Pause.RELAY_KILLED),
                millis(Pause.RELAY_KILLED, 1),
                tookNanos / 1e9);
    }

    /// The figures, a line each: `name=value` words.
    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "kills=%d relay_hangs=%d seconds=%.0f killed=%s",
                        kills(),
                        hangs,
                        tookNanos / 1e9,
                        words(killed)));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "files=%d mib=%d sent_mib=%d interruptions=%d most_again_kib=%d"
                                + " calls_failed=%s",
                        files,
                        fileBytes >> 20,
                        sentBytes >> 20,
                        interruptions,
                        mostAgainBytes >> 10,
                        words(failures)));
        for (Pause kind : Pause.values()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "pause=%s n=%d p50_ms=%d max_ms=%d",
                            kind.name().toLowerCase(Locale.ROOT),
                            count(kind),
                            millis(kind, 0.5),
                            millis(kind, 1)));
        }
        return lines;
    }

    private static String words(Map<String, Integer> counts) {
        return counts.isEmpty() ? "none" : counts.toString().replace(" ", "");
    }
}
