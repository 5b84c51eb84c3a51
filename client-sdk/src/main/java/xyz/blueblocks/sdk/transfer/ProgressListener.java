package xyz.blueblocks.sdk.transfer;

/// Told how far a transfer is, at each change of phase and at least once a second.
///
/// Calls come on a thread of the library, one at a time, and should return quickly.
@FunctionalInterface
public interface ProgressListener {
    /// Listens to nothing.
    ProgressListener NONE = _ -> {};

    /// It is this far.
    void progress(Progress progress);
}
