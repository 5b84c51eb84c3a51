/// End-to-end sessions: the handshake, and messages in the records of a circuit's cells.
///
/// In: a verified route or a set-up packet. Out: messages of a peer whose key is proved, whole and
/// in order, and fragments of chunks still sealed. Keys, numbers and rekeying are below (module
/// `common-crypto`), what messages mean is above. Specification: docs/spec/session.md.
@NullMarked
package xyz.blueblocks.sdk.session;

import org.jspecify.annotations.NullMarked;
