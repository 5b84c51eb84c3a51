package xyz.blueblocks.link;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How fast one address may open sockets.
///
/// A bucket per IPv4 address or IPv6 /64, holding ten seconds' worth. Remembers a bounded number of
/// addresses and forgets the one that was quiet the longest. Safe for threads.
final class AcceptGate {
    private static final int MAX_ADDRESSES = 4096;
    private static final int BURST_SECONDS = 10;
    private static final int IPV6_PREFIX_BYTES = 8;
    private static final double NANOS = 1e9;

    private record Source(long high, int low) {}

    private static final class Bucket {
        private double tokens;
        private long at;
    }

    private final double perSecond;
    private final LinkedHashMap<Source, Bucket> buckets =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Source, Bucket> eldest) {
                    return size() > MAX_ADDRESSES;
                }
            };

    AcceptGate(int perSecond) {
        this.perSecond = perSecond;
    }

    synchronized boolean admits(@Nullable InetAddress address, long now) {
        Bucket bucket = buckets.computeIfAbsent(source(address), _ -> fresh(now));
        double earned = (now - bucket.at) / NANOS * perSecond;
        bucket.tokens = Math.min(perSecond * BURST_SECONDS, bucket.tokens + earned);
        bucket.at = now;
        if (bucket.tokens < 1) {
            return false;
        }
        bucket.tokens -= 1;
        return true;
    }

    private Bucket fresh(long now) {
        Bucket bucket = new Bucket();
        bucket.tokens = perSecond * BURST_SECONDS;
        bucket.at = now;
        return bucket;
    }

    private static Source source(@Nullable InetAddress address) {
        if (address == null) {
            return new Source(0, 0);
        }
        byte[] bytes = address.getAddress();
        if (bytes.length > IPV6_PREFIX_BYTES) {
            long prefix = 0;
            for (byte each : Arrays.copyOf(bytes, IPV6_PREFIX_BYTES)) {
                prefix = prefix << 8 | Byte.toUnsignedLong(each);
            }
            return new Source(prefix, 1);
        }
        return new Source(0, Arrays.hashCode(bytes));
    }
}
