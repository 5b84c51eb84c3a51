package xyz.blueblocks.audit.core;

import java.util.Optional;
import xyz.blueblocks.crypto.merkle.Checkpoint;

/// Signs what the log says of itself: its size and root, as a C2SP checkpoint.
public interface CheckpointSigner {
    /// Name of the log on the checkpoint's first line.
    String origin();

    /// The signed note for a tree.
    ///
    /// @param root 32 bytes
    String sign(long treeSize, byte[] root);

    /// The checkpoint in a note, if this key has signed it under this name.
    Optional<Checkpoint> open(String note);
}
