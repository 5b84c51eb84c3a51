package xyz.blueblocks.crypto.session;

/// Rounds a number of cells up so that it says little about what was sent.
///
/// Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
/// PURBs", PETS 2019) keeps O(log log N) bits of the count at a cost below 12 %. Source:
/// docs/spec/session.md, section 6.
public final class Padme {
    private Padme() {}

    /// The next multiple of 2^(E − S), E = ⌊log2 N⌋, S = ⌊log2 E⌋ + 1; 0 and 1 stay as they are.
    ///
    /// @param cells 0 to 2^62
    public static long cells(long cells) {
        if (cells < 0 || cells > 1L << 62) {
            throw new IllegalArgumentException("cells: " + cells + " (want 0..2^62)");
        }
        if (cells < 2) {
            return cells;
        }
        int e = Long.SIZE - 1 - Long.numberOfLeadingZeros(cells);
        int s = Integer.SIZE - Integer.numberOfLeadingZeros(e);
        long unit = 1L << Math.max(0, e - s);
        return (cells + unit - 1) & -unit;
    }
}
