package xyz.blueblocks.link;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Arrays in which the frames of one event loop are put together.
///
/// Sizes are those of cells plus what a frame adds, so a cell never takes the next larger one. What
/// is lent at once is bounded: strangers who begin frames and never end them cannot fill the heap.
final class FrameBuffers {
    /// 2^k of a cell, its 256 bytes more, and the frame's 167, rounded up.
    private static final int SLACK = 1024;

    private static final int SMALLEST = 12;
    private static final int LARGEST = 24;

    /// Arrays kept for reuse per size; larger ones than a quarter megabyte are not kept.
    private static final int KEEP = 16;

    private static final int LARGEST_KEPT = (1 << 18) + SLACK;

    private final long maxLent;
    private final ArrayDeque<byte[]>[] free;
    private long lent;

    @SuppressWarnings({"unchecked", "rawtypes"})
    FrameBuffers(long maxLentBytes) {
        maxLent = maxLentBytes;
        free = new ArrayDeque[LARGEST + 1];
        for (int k = SMALLEST; k <= LARGEST; k += 2) {
            free[k] = new ArrayDeque<>(KEEP);
        }
    }

    /// The size of the smallest array that holds `bytes`.
    static int capacityFor(int bytes) {
        return (1 << power(bytes)) + SLACK;
    }

    /// An array of at least `bytes`, or null if too much is lent already.
    byte @Nullable [] take(int bytes) {
        int k = power(bytes);
        int capacity = (1 << k) + SLACK;
        if (lent + capacity > maxLent) {
            return null;
        }
        lent += capacity;
        byte[] kept = free[k].pollLast();
        return kept != null ? kept : new byte[capacity];
    }

    /// Takes an array back.
    void give(byte[] buffer) {
        lent -= buffer.length;
        ArrayDeque<byte[]> same = free[power(buffer.length)];
        if (buffer.length <= LARGEST_KEPT && same.size() < KEEP) {
            same.addLast(buffer);
        }
    }

    long lentBytes() {
        return lent;
    }

    private static int power(int bytes) {
        int k = SMALLEST;
        while ((1 << k) + SLACK < bytes) {
            k += 2;
        }
        return k;
    }
}
