package xyz.blueblocks.sdk.session;

/// Padmé: how many cells a direction counts in the end, so that the count tells little.
///
/// At most 12 % more, less the larger the count; leaks O(log log N) bits. Source: Nikitin et al.,
/// Reducing Metadata Leakage from Encrypted Files and Communication with PURBs, 2019, section 4.
final class Padme {
    private Padme() {}

    /// The least padded count that is not below `cells`.
    static long padded(long cells) {
        if (cells < 2) {
            return cells;
        }
        int e = 63 - Long.numberOfLeadingZeros(cells);
        int s = 32 - Integer.numberOfLeadingZeros(e);
        long mask = (1L << (e - s)) - 1;
        return (cells + mask) & ~mask;
    }
}
