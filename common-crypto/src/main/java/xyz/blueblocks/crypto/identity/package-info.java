/// Who a peer is: its id, address and keys, the tree they grow from, and the file they rest in.
///
/// The bytes are specified in docs/spec/identity.md and docs/spec/keystore.md. The keystore is the
/// one place of this module that touches files.
@NullMarked
package xyz.blueblocks.crypto.identity;

import org.jspecify.annotations.NullMarked;
