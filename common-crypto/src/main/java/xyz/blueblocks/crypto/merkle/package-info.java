/// Merkle trees of the audit log: hashing and proofs of RFC 6962, checkpoints of C2SP.
///
/// Everything here can be checked with the log's public key alone. Where nodes are kept is the
/// caller's business ([xyz.blueblocks.crypto.merkle.NodeSource]). Proofs from strangers are bounded
/// and answered with a boolean.
@NullMarked
package xyz.blueblocks.crypto.merkle;

import org.jspecify.annotations.NullMarked;
