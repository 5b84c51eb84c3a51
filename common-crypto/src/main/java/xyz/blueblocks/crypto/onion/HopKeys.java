package xyz.blueblocks.crypto.onion;

import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.aead.OpenSequence;
import xyz.blueblocks.crypto.aead.SealSequence;
import xyz.blueblocks.crypto.hash.Sha256;
import xyz.blueblocks.crypto.kdf.Hkdf;

/// Keys between the sender and one relay: fk 32 ‖ fn 12 ‖ bk 32 ‖ bn 12.
///
/// They need both the relay's onion key (through the HPKE export) and both ephemeral keys, so a
/// later theft of the onion key opens no recorded circuit. Source: docs/spec/circuit.md, section 5.
final class HopKeys implements AutoCloseable {
    private static final byte[] EXPORT = Labels.of("bb/hop/v1");
    private static final byte[] INFO = Labels.of("bb/hop-keys/v1");
    private static final int SIZE = 88;

    private final SecretBytes keys;

    private HopKeys(SecretBytes keys) {
        this.keys = keys;
    }

    /// Context of the HPKE export that feeds [#derive].
    static byte[] exportContext() {
        return EXPORT.clone();
    }

    /// Derives the keys; closes both secrets.
    ///
    /// @param exported 32 bytes, HPKE.Export(bb/hop/v1)
    /// @param dh X25519(e_s, e_r), not zeros
    static HopKeys derive(
            SecretBytes exported, SecretBytes dh, byte[] encField, byte[] eS, byte[] eR) {
        byte[] salt = Sha256.hash(encField, eS, eR);
        try (exported;
                dh;
                SecretBytes ikm = SecretBytes.join(exported, dh)) {
            return new HopKeys(Hkdf.extractExpand(salt, ikm, INFO, SIZE));
        }
    }

    OpenSequence openForward() {
        try (SecretBytes key = keys.slice(0, 32);
                SecretBytes base = keys.slice(32, 44)) {
            return new OpenSequence(AeadSuite.AES_256_GCM, key, base);
        }
    }

    SealSequence sealForward() {
        try (SecretBytes key = keys.slice(0, 32);
                SecretBytes base = keys.slice(32, 44)) {
            return new SealSequence(AeadSuite.AES_256_GCM, key, base);
        }
    }

    OpenSequence openBack() {
        try (SecretBytes key = keys.slice(44, 76);
                SecretBytes base = keys.slice(76, 88)) {
            return new OpenSequence(AeadSuite.AES_256_GCM, key, base);
        }
    }

    SealSequence sealBack() {
        try (SecretBytes key = keys.slice(44, 76);
                SecretBytes base = keys.slice(76, 88)) {
            return new SealSequence(AeadSuite.AES_256_GCM, key, base);
        }
    }

    /// The 88 bytes, for vectors.
    SecretBytes bytes() {
        return keys;
    }

    @Override
    public void close() {
        keys.close();
    }
}
