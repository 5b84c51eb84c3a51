/// Hashes: SHA-256 for what is short, BLAKE3 for files, payloads and their subtrees.
///
/// Nothing here is secret except BLAKE3's keyed mode. Stands on the base package only.
@NullMarked
package xyz.blueblocks.crypto.hash;

import org.jspecify.annotations.NullMarked;
