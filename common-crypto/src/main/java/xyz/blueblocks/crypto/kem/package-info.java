/// Key agreement: X25519, and ML-KEM-768 where a quantum computer must not help later.
///
/// HPKE is in its own package; what is here serves the ephemeral exchanges of circuits and
/// sessions. Results that an attacker can force (all zeros) are refused.
@NullMarked
package xyz.blueblocks.crypto.kem;

import org.jspecify.annotations.NullMarked;
