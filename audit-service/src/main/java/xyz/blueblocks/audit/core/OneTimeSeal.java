package xyz.blueblocks.audit.core;

import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.aead.OpenSequence;
import xyz.blueblocks.crypto.aead.SealSequence;

/// AES-256-GCM under a key and nonce that are derived for one plaintext and never used again.
///
/// The 44 bytes are key 32 ‖ nonce 12. Whoever calls [#seal] must have derived them from fresh
/// randomness: a second plaintext under the same bytes would reveal both.
final class OneTimeSeal {
    static final int KEY_AND_NONCE_BYTES = 44;
    static final int TAG_BYTES = 16;

    private OneTimeSeal() {}

    static byte[] seal(SecretBytes keyAndNonce, byte[] aad, byte[] plaintext) {
        byte[] out = new byte[plaintext.length + TAG_BYTES];
        try (SecretBytes key = keyAndNonce.slice(0, 32);
                SecretBytes nonce = keyAndNonce.slice(32, KEY_AND_NONCE_BYTES);
                SealSequence sequence = new SealSequence(AeadSuite.AES_256_GCM, key, nonce)) {
            sequence.seal(aad, plaintext, 0, plaintext.length, out, 0);
        }
        return out;
    }

    /// The plaintext; empty when key, aad or ciphertext are not what was sealed.
    static Optional<byte[]> open(SecretBytes keyAndNonce, byte[] aad, byte[] sealed) {
        if (sealed.length < TAG_BYTES) {
            return Optional.empty();
        }
        byte[] out = new byte[sealed.length - TAG_BYTES];
        try (SecretBytes key = keyAndNonce.slice(0, 32);
                SecretBytes nonce = keyAndNonce.slice(32, KEY_AND_NONCE_BYTES);
                OpenSequence sequence = new OpenSequence(AeadSuite.AES_256_GCM, key, nonce)) {
            return sequence.open(aad, sealed, 0, sealed.length, out, 0)
                    ? Optional.of(out)
                    : Optional.empty();
        }
    }
}
