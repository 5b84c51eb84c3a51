package xyz.blueblocks.servicekit.limit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Token buckets, one per caller: `burst` calls at once, refilled at `perSecond` (row A22).
///
/// Holds at most `maxKeys` callers and forgets the one that was quiet longest; so a flood of
/// invented addresses costs bounded memory, at the price that a forgotten caller starts with a full
/// bucket. Thread-safe; never blocks for longer than a map access.
///
/// @param <K> what tells callers apart; value semantics
public final class TokenBuckets<K> {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double tokensPerNano;
    private final int burst;
    private final Map<K, Bucket> buckets;

    /// Buckets that are all full.
    ///
    /// @param perSecond refill, more than 0
    /// @param burst size of a bucket, at least 1
    /// @param maxKeys callers remembered, at least 1
    public TokenBuckets(double perSecond, int burst, int maxKeys) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("perSecond: " + perSecond + " (want > 0)");
        }
        if (burst < 1 || maxKeys < 1) {
            throw new IllegalArgumentException(
                    "burst, maxKeys: " + burst + ", " + maxKeys + " (want >= 1)");
        }
        this.tokensPerNano = perSecond / NANOS_PER_SECOND;
        this.burst = burst;
        this.buckets =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<K, Bucket> eldest) {
                        return size() > maxKeys;
                    }
                };
    }

    /// Takes one token of `key`, at `nanos` of a monotonic clock.
    ///
    /// @return zero when the call may go on, else how long until a token is there
    public Duration take(K key, long nanos) {
        synchronized (buckets) {
            Bucket bucket = buckets.computeIfAbsent(key, _ -> new Bucket(burst, nanos));
            bucket.refill(nanos);
            if (bucket.tokens >= 1) {
                bucket.tokens -= 1;
                return Duration.ZERO;
            }
            return Duration.ofNanos((long) Math.ceil((1 - bucket.tokens) / tokensPerNano));
        }
    }

    /// Callers remembered now.
    public int size() {
        synchronized (buckets) {
            return buckets.size();
        }
    }

    private final class Bucket {
        private double tokens;
        private long at;

        Bucket(double tokens, long at) {
            this.tokens = tokens;
            this.at = at;
        }

        void refill(long nanos) {
            long passed = nanos - at;
            if (passed > 0) {
                tokens = Math.min(burst, tokens + passed * tokensPerNano);
                at = nanos;
            }
        }
    }
}
