package xyz.blueblocks.crypto.kdf;

/// What one Argon2id derivation costs. The floor is the protocol's; the ceiling keeps a hostile
/// file from taking all memory or an hour.
///
/// @param memoryKib working memory, 65 536..1 048 576 KiB
/// @param passes over that memory, 3..16
/// @param lanes 1..4; they are computed one after the other here
public record Argon2Parameters(int memoryKib, int passes, int lanes) {
    /// What new keystores take: 64 MiB, three passes, one lane (RFC 9106 section 4, second choice,
    /// with one lane since ours are not parallel).
    public static final Argon2Parameters DEFAULT = new Argon2Parameters(65_536, 3, 1);

    private static final int MAX_MEMORY_KIB = 1 << 20;
    private static final int MAX_PASSES = 16;
    private static final int MAX_LANES = 4;

    public Argon2Parameters {
        if (!isAllowed(memoryKib, passes, lanes)) {
            throw new IllegalArgumentException(
                    "argon2id: "
                            + memoryKib
                            + " KiB, "
                            + passes
                            + " passes, "
                            + lanes
                            + " lanes (want 65536..1048576, 3..16, 1..4)");
        }
    }

    /// Whether the constructor would take these, for values that a file names.
    public static boolean isAllowed(int memoryKib, int passes, int lanes) {
        return memoryKib >= 65_536
                && memoryKib <= MAX_MEMORY_KIB
                && passes >= 3
                && passes <= MAX_PASSES
                && lanes >= 1
                && lanes <= MAX_LANES;
    }
}
