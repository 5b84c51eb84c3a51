/// Tokens: JWTs by Ed25519, and the proofs that make a stolen one worthless.
///
/// Every kind has its own `typ`, so none passes for another. Only `EdDSA` is accepted, `crit` is
/// refused, keys come from where the reader looks and never from the token (save in DPoP proofs,
/// whose key is then compared). Wrong is `E005`; right but past its end is `E016`.
///
/// Built on the crypto module's Ed25519 and the strict JSON reader: a general JOSE library takes
/// its keys and algorithms from the platform's providers, which disagree about keys of small order.
@NullMarked
package xyz.blueblocks.wire.token;

import org.jspecify.annotations.NullMarked;
