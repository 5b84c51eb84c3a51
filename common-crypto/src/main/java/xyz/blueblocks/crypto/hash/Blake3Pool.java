package xyz.blueblocks.crypto.hash;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Unkeyed hashers kept for the next call, so that hashing allocates nothing but its result.
///
/// Slots, not thread locals: virtual threads come by the thousand. A slot that is empty, or taken
/// by another thread just now, costs one new hasher.
final class Blake3Pool {
    /// Threads that can hash at once without allocating: far more than cores. A power of two.
    private static final int SLOTS = 64;

    private static final AtomicReferenceArray<@Nullable Blake3> FREE =
            new AtomicReferenceArray<>(SLOTS);

    private Blake3Pool() {}

    static Blake3 take() {
        Blake3 kept = FREE.getAndSet(slot(), null);
        return kept == null ? Blake3.hasher() : kept;
    }

    static void giveBack(Blake3 hasher) {
        FREE.set(slot(), hasher.reset());
    }

    private static int slot() {
        return (int) Thread.currentThread().threadId() & (SLOTS - 1);
    }
}
