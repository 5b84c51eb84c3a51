/// HPKE (RFC 9180), base mode, HKDF-SHA-256, AES-256-GCM, with X25519 or X-Wing inside.
///
/// By Conscrypt, or else by Bouncy Castle; both agree on every byte. Whatever a stranger sends,
/// opening answers with a value: libraries throw all sorts of exceptions on hostile input, and none
/// of them leaves this package.
@NullMarked
package xyz.blueblocks.crypto.hpke;

import org.jspecify.annotations.NullMarked;
