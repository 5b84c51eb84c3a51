package xyz.blueblocks.crypto.merkle;

/// Where the hashes of complete subtrees are kept.
@FunctionalInterface
public interface NodeSource {
    /// The 32-byte hash of the complete subtree over leaves `index << level` up to, not including,
    /// `(index + 1) << level`. Only asked for subtrees within the size in question.
    ///
    /// @param level 0 for leaves, up to 62
    byte[] node(int level, long index);
}
