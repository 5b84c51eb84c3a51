package xyz.blueblocks.audit.core;

/// Signs what the log says of itself: its size and root, as a C2SP checkpoint.
public interface CheckpointSigner {
    /// Name of the log on the checkpoint's first line.
    String origin();

    /// The signed note for a tree.
    ///
    /// @param root 32 bytes
    String sign(long treeSize, byte[] root);
}
