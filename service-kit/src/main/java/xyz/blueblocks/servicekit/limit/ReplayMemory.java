package xyz.blueblocks.servicekit.limit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import xyz.blueblocks.crypto.hash.Sha256;
import xyz.blueblocks.crypto.identity.PeerId;

/// [ReplayGuard] in this process's memory: knows what this replica saw since it started.
///
/// Two generations, each lasting [ReplayGuard#KEPT_SECONDS]; the older one is dropped when the
/// newer is full-aged, so a nonce stays for one to two of these times. A nonce costs about 100
/// bytes. Thread-safe.
public final class ReplayMemory implements ReplayGuard {
    private final int perPeer;
    private final int total;
    private Generation current = new Generation(Instant.MIN);
    private Generation previous = new Generation(Instant.MIN);

    /// An empty memory.
    ///
    /// @param perPeer nonces of one peer per generation
    /// @param total nonces of all peers per generation
    public ReplayMemory(int perPeer, int total) {
        if (perPeer < 1 || total < perPeer) {
            throw new IllegalArgumentException(
                    "perPeer, total: " + perPeer + ", " + total + " (want 1 <= perPeer <= total)");
        }
        this.perPeer = perPeer;
        this.total = total;
    }

    @Override
    public CompletionStage<Verdict> remember(PeerId peer, String nonce, Instant now) {
        return CompletableFuture.completedFuture(rememberNow(peer, nonce, now));
    }

    /// As [#remember], at once.
    public synchronized Verdict rememberNow(PeerId peer, String nonce, Instant now) {
        age(now);
        Seen seen = Seen.of(peer, nonce);
        if (previous.seen.contains(seen) || current.seen.contains(seen)) {
            return Verdict.REPLAYED;
        }
        if (current.seen.size() >= total || current.perPeer.getOrDefault(peer, 0) >= perPeer) {
            return Verdict.FULL;
        }
        current.seen.add(seen);
        current.perPeer.merge(peer, 1, Integer::sum);
        return Verdict.FRESH;
    }

    private void age(Instant now) {
        if (current.since.equals(Instant.MIN)) {
            current = new Generation(now);
        }
        long age = now.getEpochSecond() - current.since.getEpochSecond();
        if (age >= KEPT_SECONDS) {
            previous = age >= 2 * KEPT_SECONDS ? new Generation(now) : current;
            current = new Generation(now);
        }
    }

    private static final class Generation {
        private final Instant since;
        private final Set<Seen> seen = new HashSet<>();
        private final Map<PeerId, Integer> perPeer = new HashMap<>();

        Generation(Instant since) {
            this.since = since;
        }
    }

    /// First 16 bytes of SHA-256 over peer and nonce: small, and of no use to choose collisions
    /// with.
    private record Seen(long high, long low) {
        static Seen of(PeerId peer, String nonce) {
            ByteBuffer hash =
                    ByteBuffer.wrap(
                            Sha256.hash(peer.bytes(), nonce.getBytes(StandardCharsets.UTF_8)));
            return new Seen(hash.getLong(), hash.getLong());
        }
    }
}
