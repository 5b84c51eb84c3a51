package xyz.blueblocks.sdk.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Limits;

/// Remembers (sender, nonce) of handshakes for as long as their timestamps could pass.
///
/// Bounded: in all, and per sender, so that one sender cannot crowd out the memory of others. When
/// full it takes nothing new rather than forget. Safe for threads.
final class SeenHandshakes {
    /// What became of a handshake.
    enum Verdict {
        FRESH,
        REPLAYED,
        FULL
    }

    private static final Duration MEMORY = Limits.REPLAY_MEMORY.plusSeconds(1);

    private final int most;
    private final int mostPerSender;

    /// In order of arrival; the key is sender and nonce.
    private final LinkedHashMap<String, Instant> seen = new LinkedHashMap<>();

    private final Map<String, Integer> perSender = new HashMap<>();

    SeenHandshakes(int most, int mostPerSender) {
        this.most = most;
        this.mostPerSender = mostPerSender;
    }

    /// Enters a handshake that verified.
    synchronized Verdict enter(PeerId sender, String nonce, Instant now) {
        forget(now.minus(MEMORY));
        String who = sender.toString();
        String key = who + " " + nonce;
        if (seen.containsKey(key)) {
            return Verdict.REPLAYED;
        }
        if (seen.size() >= most || perSender.getOrDefault(who, 0) >= mostPerSender) {
            return Verdict.FULL;
        }
        seen.put(key, now);
        perSender.merge(who, 1, Integer::sum);
        return Verdict.FRESH;
    }

    private void forget(Instant before) {
        Iterator<Map.Entry<String, Instant>> oldest = seen.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<String, Instant> each = oldest.next();
            if (!each.getValue().isBefore(before)) {
                return;
            }
            String who = each.getKey().substring(0, each.getKey().indexOf(' '));
            perSender.computeIfPresent(who, (_, n) -> n == 1 ? null : n - 1);
            oldest.remove();
        }
    }

    synchronized int size() {
        return seen.size();
    }
}
