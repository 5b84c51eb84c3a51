/// Sealing with AES-256-GCM and ChaCha20-Poly1305, byte arrays only.
///
/// Outside this module only [xyz.blueblocks.crypto.aead.SealSequence] and its counterpart are used:
/// they count their nonces themselves, so no nonce can be used twice. Nothing here is thread-safe:
/// each object belongs to one thread at a time. Everything goes to the JDK's own provider, whose
/// fast path takes arrays and never opens in place (docs/spec/primitives.md).
@NullMarked
package xyz.blueblocks.crypto.aead;

import org.jspecify.annotations.NullMarked;
