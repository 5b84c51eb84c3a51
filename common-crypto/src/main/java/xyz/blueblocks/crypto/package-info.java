/// Everything secret: keys, sealing, onion layers, the chunk cipher and Merkle proofs.
///
/// Bytes under a MAC or a signature are defined here; bytes that are only carried belong to
/// `common-wire`. No other module touches `javax.crypto` or key classes of `java.security`. Nothing
/// here reads a clock, a file or a socket.
@NullMarked
package xyz.blueblocks.crypto;

import org.jspecify.annotations.NullMarked;
