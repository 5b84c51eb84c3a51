/// Everything secret: keys, sealing, onion layers, the chunk cipher and Merkle proofs.
///
/// Bytes under a MAC or a signature are defined here; bytes that are only carried belong to
/// `common-wire`. No other module touches `javax.crypto` or key classes of `java.security`. Nothing
/// here reads a socket, only the keystore reads a file, and only the warm-up reads a clock.
///
/// This package holds what all the others stand on: secrets, labels, strict text forms and the
/// choice of providers. It uses none of its subpackages.
@NullMarked
package xyz.blueblocks.crypto;

import org.jspecify.annotations.NullMarked;
