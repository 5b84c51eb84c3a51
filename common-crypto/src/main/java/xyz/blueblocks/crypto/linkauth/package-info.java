/// Proof that a frame comes from the peer at the other end of its link, unchanged and in order.
///
/// In: whole frames as byte arrays and the secrets of a link's two opening frames. Out: the 64
/// bytes of auth behind each frame, made or verified. It reads type, route id and length of a frame
/// to choose what is hashed, and nothing else; building and parsing frames is `common-wire`'s and
/// sending them `common-link`'s. Specification: docs/spec/link.md.
@NullMarked
package xyz.blueblocks.crypto.linkauth;

import org.jspecify.annotations.NullMarked;
