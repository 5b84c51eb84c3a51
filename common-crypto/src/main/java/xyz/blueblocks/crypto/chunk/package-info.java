/// The chunk cipher: files sealed in pieces, each checked on arrival.
///
/// In: a file's key from the session, its layout, plaintext chunks. Out: sealed chunks that open
/// only in their own file, at their own place, in their own epoch. Hashes of chunks are not made
/// here (package `hash`), nor is anything stored. Specification: docs/spec/transfer-crypto.md.
@NullMarked
package xyz.blueblocks.crypto.chunk;

import org.jspecify.annotations.NullMarked;
