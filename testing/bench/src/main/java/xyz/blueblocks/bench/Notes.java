package xyz.blueblocks.bench;

import java.util.Locale;

/// What is said beside the figures, on standard error.
final class Notes {
    private static final long BEGAN = System.nanoTime();

    private Notes() {}

    static void say(String text) {
        System.err.printf(Locale.ROOT, "[%5.1f s] %s%n", (System.nanoTime() - BEGAN) / 1e9, text);
    }
}
