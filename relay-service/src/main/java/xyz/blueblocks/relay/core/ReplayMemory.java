package xyz.blueblocks.relay.core;

import java.time.Duration;
import java.time.Instant;

/// Set-up packets and admission tokens that were used in the last ten minutes.
///
/// Two generations of ten minutes each; what is older than both is forgotten, which a packet's own
/// time has made unacceptable long before. When a generation is full everything is refused: a
/// memory that forgot early would let replays through.
final class ReplayMemory {
    /// How long an entry is remembered at least.
    static final Duration KEEP = Duration.ofMinutes(10);

    /// What an entry is about; the number is in the log on disk.
    enum Kind {
        /// First 16 bytes of SHA-256 of a set-up packet's enc field.
        PACKET,
        /// An admission token's hop id.
        TOKEN
    }

    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
    private static final int FIRST_CAPACITY = 1 << 10;

    private final int maxEntries;
    private Generation current = new Generation();
    private Generation previous = new Generation();
    private Instant since;

    /// @param maxEntries of one generation; 24 bytes each
    ReplayMemory(int maxEntries, Instant now) {
        this.maxEntries = maxEntries;
        since = now;
    }

    boolean seen(Kind kind, long high, long low, Instant now) {
        turn(now);
        long tagged = tag(kind, high);
        return current.contains(tagged, low) || previous.contains(tagged, low);
    }

    /// Whether so many more entries fit.
    boolean hasRoom(int entries, Instant now) {
        turn(now);
        return current.size + entries <= maxEntries;
    }

    void remember(Kind kind, long high, long low, Instant now) {
        turn(now);
        current.add(tag(kind, high), low);
    }

    int entries() {
        return current.size + previous.size;
    }

    private void turn(Instant now) {
        if (now.isBefore(since.plus(KEEP))) {
            return;
        }
        boolean skipped = !now.isBefore(since.plus(KEEP).plus(KEEP));
        previous = skipped ? new Generation() : current;
        current = new Generation();
        since = now;
    }

    private static long tag(Kind kind, long high) {
        return kind == Kind.PACKET ? high : ~high;
    }

    /// A set of 128-bit values, which are random or hashes; zeros mark free places.
    private static final class Generation {
        private long[] table = new long[2 * FIRST_CAPACITY];
        private int size;

        boolean contains(long high, long low) {
            int at = find(high, low);
            return (table[at] | table[at + 1]) != 0;
        }

        void add(long high, long low) {
            if (4 * (size + 1) > table.length) {
                grow();
            }
            int at = find(high, low);
            if ((table[at] | table[at + 1]) == 0) {
                table[at] = high;
                table[at + 1] = low;
                size++;
            }
        }

        private int find(long high, long low) {
            int mask = table.length / 2 - 1;
            int at = (int) (((high ^ (low * MIX)) * MIX) >>> 32) & mask;
            while ((table[2 * at] | table[2 * at + 1]) != 0
                    && (table[2 * at] != high || table[2 * at + 1] != low)) {
                at = (at + 1) & mask;
            }
            return 2 * at;
        }

        private void grow() {
            long[] old = table;
            table = new long[2 * old.length];
            for (int i = 0; i < old.length; i += 2) {
                if ((old[i] | old[i + 1]) != 0) {
                    int at = find(old[i], old[i + 1]);
                    table[at] = old[i];
                    table[at + 1] = old[i + 1];
                }
            }
        }
    }
}
