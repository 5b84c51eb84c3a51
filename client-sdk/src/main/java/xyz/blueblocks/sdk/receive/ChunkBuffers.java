package xyz.blueblocks.sdk.receive;

import java.util.ArrayDeque;
import java.util.Deque;
import xyz.blueblocks.wire.Limits;

/// Arrays for sealed chunks on their way from the loop to a worker, used again. Safe for threads.
///
/// How many are out at once is bounded by each session's credit; only a few are kept for later.
final class ChunkBuffers {
    /// A chunk of 1 MiB and its tag.
    static final int BYTES = Limits.MAX_CHUNK_BYTES + Limits.AUTH_TAG_BYTES;

    private static final int KEPT = 8;

    private final Deque<byte[]> free = new ArrayDeque<>();

    synchronized byte[] take() {
        byte[] kept = free.pollFirst();
        return kept != null ? kept : new byte[BYTES];
    }

    synchronized void give(byte[] buffer) {
        if (free.size() < KEPT) {
            free.addFirst(buffer);
        }
    }
}
