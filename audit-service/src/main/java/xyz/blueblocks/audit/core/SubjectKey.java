package xyz.blueblocks.audit.core;

import java.util.Optional;
import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.kdf.Hkdf;
import xyz.blueblocks.wire.audit.LeafOpening;

/// The key of one person whom entries speak of. Destroying it erases the person from the log.
///
/// 32 random bytes. From it and a leaf's own 16 random bytes of salt come that leaf's opening and
/// that leaf's sealing key, so showing one opening shows nothing of any other entry.
public final class SubjectKey implements AutoCloseable {
    static final int BYTES = 32;

    /// Bytes of a leaf's salt: random, so no two leaves ever share a sealing key, even when an
    /// append is rolled back and made again with other events.
    static final int SALT_BYTES = 16;

    private static final String OPENING = "bb/audit-opening/v1";
    private static final String SEAL = "bb/audit-seal/v1";

    private final SecretBytes key;

    private SubjectKey(SecretBytes key) {
        this.key = key;
    }

    /// Takes over `key` (32 bytes): closing this closes it.
    static SubjectKey take(SecretBytes key) {
        if (key.length() != BYTES) {
            throw new IllegalArgumentException("key: " + key.length() + " bytes (want 32)");
        }
        return new SubjectKey(key);
    }

    /// What turns a leaf's commitment back into a statement about its entry.
    public LeafOpening opening(Octets salt) {
        try (SecretBytes derived = Hkdf.expand(key, Labels.of(OPENING, salt.bytes()), 32)) {
            return LeafOpening.of(derived.copy());
        }
    }

    /// Encrypts a leaf's entry; `commitment` is authenticated with it, so it fits no other leaf.
    byte[] seal(Octets salt, Octets commitment, byte[] entry) {
        try (SecretBytes derived = sealingKey(salt)) {
            return OneTimeSeal.seal(derived, commitment.bytes(), entry);
        }
    }

    /// The entry of a leaf; empty when the stored bytes were changed or belong to another leaf.
    public Optional<byte[]> open(Octets salt, Octets commitment, byte[] sealed) {
        try (SecretBytes derived = sealingKey(salt)) {
            return OneTimeSeal.open(derived, commitment.bytes(), sealed);
        }
    }

    private SecretBytes sealingKey(Octets salt) {
        return Hkdf.expand(key, Labels.of(SEAL, salt.bytes()), OneTimeSeal.KEY_AND_NONCE_BYTES);
    }

    byte[] wrappedBy(SecretBytes keyAndNonce, byte[] aad) {
        return key.use(raw -> OneTimeSeal.seal(keyAndNonce, aad, raw));
    }

    @Override
    public void close() {
        key.close();
    }

    @Override
    public String toString() {
        return "SubjectKey";
    }
}
