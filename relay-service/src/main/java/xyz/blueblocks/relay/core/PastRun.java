package xyz.blueblocks.relay.core;

import java.util.List;

/// What is known of the time before this process.
///
/// @param clean whether the last run ended in order; if not, packets made before this run are
///   refused
/// @param used what it let through in its last minutes
public record PastRun(boolean clean, List<UsedSetup> used) {
    public PastRun {
        used = List.copyOf(used);
    }

    /// The first run on this volume.
    public static PastRun none() {
        return new PastRun(true, List.of());
    }
}
