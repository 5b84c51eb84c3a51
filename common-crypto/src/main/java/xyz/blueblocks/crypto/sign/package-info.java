/// Ed25519 signatures, verified by one strict policy whichever library does the arithmetic.
///
/// Keys of small order and keys not in canonical form are refused before any library sees them,
/// since libraries disagree about both. The policy is in docs/spec/identity.md, section 4. What is
/// signed is decided by callers, always under a label (`Labels`).
@NullMarked
package xyz.blueblocks.crypto.sign;

import org.jspecify.annotations.NullMarked;
