package xyz.blueblocks.sdk.transfer;

/// How far apart a transfer's signs of life usually are, so that a slow line is not taken for a
/// dead one.
///
/// Keeps the longest gap, forgetting an eighth with each sign after it: bunched acknowledgements do
/// not hide the pauses between bunches. Safe for threads.
final class Rhythm {
    private static final int FORGET = 8;

    /// A pause this many times longer than usual means something.
    private static final int UNUSUAL = 3;

    private long usualNanos;

    /// A sign came so long after the one before.
    synchronized void gap(long nanos) {
        usualNanos = Math.max(nanos, usualNanos - usualNanos / FORGET);
    }

    /// A pause that is longer than what happens here; 0 before the first sign.
    synchronized long unusualNanos() {
        return UNUSUAL * usualNanos;
    }
}
