package xyz.blueblocks.sdk;

import java.util.concurrent.atomic.AtomicBoolean;
import xyz.blueblocks.crypto.warmup.Warmup;

/// Makes ciphers fast before the first byte needs them, once per process and beside the connecting:
/// a listing of peers should not pay a second of processor time for it.
final class WarmUp {
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private WarmUp() {}

    static void begin() {
        if (BEGUN.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("bb-warm-up").start(Warmup::run);
        }
    }
}
