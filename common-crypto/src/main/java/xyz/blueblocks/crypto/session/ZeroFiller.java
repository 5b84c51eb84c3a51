package xyz.blueblocks.crypto.session;

import java.util.Arrays;

/// Filler that must be zeros, checked wherever it arrives.
///
/// Unchecked filler would be a channel between the ends of a path and the relays on it.
public final class ZeroFiller {
    private static final int BLOCK = 4096;
    private static final byte[] ZEROS = new byte[BLOCK];

    private ZeroFiller() {}

    /// Whether `length` bytes from `from` are all zero; an empty range is.
    public static boolean isZero(byte[] array, int from, int length) {
        int at = from;
        int left = length;
        while (left > 0) {
            int n = Math.min(left, BLOCK);
            if (!Arrays.equals(array, at, at + n, ZEROS, 0, n)) {
                return false;
            }
            at += n;
            left -= n;
        }
        return true;
    }
}
