package xyz.blueblocks.bench.kills;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What came of a run.
public final class KillFigures {
    /// Pauses that are told apart.
    public enum Pause {
        /// A relay of the path was killed while all others were there.
        RELAY_KILLED,
        /// A relay of the path stopped without a word while all others were there.
        RELAY_HUNG,
        /// A relay of the path was killed or stopped while others were on their way back.
        RELAY_OF_FEW
    }

    private final Map<Pause, List<Long>> pauses = new EnumMap<>(Pause.class);
    private int files;
    private long fileBytes;
    private long sentBytes;
    private int endKills;
    private int relayKills;
    private int hangs;
    private int sessions;
    private long tookNanos;

    void file(long sizeBytes, long sent, int interruptions) {
        files++;
        fileBytes += sizeBytes;
        sentBytes += sent;
        sessions += interruptions;
    }

    void endKilled() {
        endKills++;
    }

    void relays(int killed, int hung) {
        relayKills = killed;
        hangs = hung;
    }

    void took(long nanos) {
        tookNanos = nanos;
    }

    void pause(Pause kind, long nanos) {
        pauses.computeIfAbsent(kind, _ -> new ArrayList<>()).add(nanos);
    }

    /// Processes that were killed.
    public int kills() {
        return endKills + relayKills;
    }

    /// Relays among them.
    public int relayKills() {
        return relayKills;
    }

    /// Relays that were stopped for a while.
    public int hangs() {
        return hangs;
    }

    /// Files that arrived.
    public int files() {
        return files;
    }

    /// How many pauses of that kind were measured.
    public int count(Pause kind) {
        return pauses.getOrDefault(kind, List.of()).size();
    }

    /// A quantile in milliseconds; 0 when nothing was measured.
    ///
    /// @param share 0..1; 1 is the longest
    public long millis(Pause kind, double share) {
        List<Long> sorted = new ArrayList<>(pauses.getOrDefault(kind, List.of()));
        if (sorted.isEmpty()) {
            return 0;
        }
        Collections.sort(sorted);
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(sorted.size() * share)))
                / 1_000_000;
    }

    /// The figures, a line each: `name=value` words.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "kills=%d end_kills=%d relay_kills=%d relay_hangs=%d seconds=%.0f",
                        kills(),
                        endKills,
                        relayKills,
                        hangs,
                        tookNanos / 1e9));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "files=%d mib=%d sent_mib=%d interruptions=%d",
                        files,
                        fileBytes >> 20,
                        sentBytes >> 20,
                        sessions));
        for (Pause kind : Pause.values()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "pause=%s n=%d p50_ms=%d p99_ms=%d max_ms=%d",
                            kind.name().toLowerCase(Locale.ROOT),
                            count(kind),
                            millis(kind, 0.5),
                            millis(kind, 0.99),
                            millis(kind, 1)));
        }
        return lines;
    }
}
