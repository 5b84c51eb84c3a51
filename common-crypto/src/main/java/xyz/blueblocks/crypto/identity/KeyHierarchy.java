package xyz.blueblocks.crypto.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.kdf.Hkdf;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;

/// All long-lived keys of a person, from one master key.
///
/// ```
/// identity, encryption, data = HKDF-Expand(master, label ‖ 0x00 ‖ u32 generation, 32)
/// record                     = HKDF-Expand(data, bb/key/record/v1 ‖ 0x00 ‖ record id, 32)
/// ```
///
/// A stolen child reveals neither parent nor sibling. A generation is one step of rotation, from 0.
/// Session and transfer keys do not come from here. Keys handed out are the caller's to close. Safe
/// on all threads. Source: docs/spec/identity.md, section 5.
public final class KeyHierarchy implements AutoCloseable {
    /// Bytes of a master key.
    public static final int MASTER_BYTES = 32;

    /// Most bytes of a record id, as UTF-8.
    public static final int MAX_RECORD_ID_BYTES = 1024;

    private static final int CHILD_BYTES = 32;

    private final SecretBytes master;

    private KeyHierarchy(SecretBytes master) {
        this.master = master;
    }

    /// The hierarchy of a master key, which is copied: the caller keeps and closes its own.
    ///
    /// @param master 32 random bytes
    public static KeyHierarchy of(SecretBytes master) {
        requireMaster(master);
        return new KeyHierarchy(SecretBytes.take(master.copy()));
    }

    static void requireMaster(SecretBytes master) {
        if (master.length() != MASTER_BYTES) {
            throw new IllegalArgumentException("master: " + master.length() + " bytes (want 32)");
        }
    }

    /// The signing key that is the peer.
    public Ed25519PrivateKey identity(int generation) {
        try (SecretBytes seed = child("bb/key/identity/v1", generation)) {
            return Ed25519PrivateKey.fromSeed(seed);
        }
    }

    /// The key that others seal to when the peer is away: X-Wing.
    public HpkePrivateKey encryption(int generation) {
        return encryption(generation, HpkeKem.XWING);
    }

    /// The key that others seal to, for one KEM. A peer publishes one KEM per generation.
    public HpkePrivateKey encryption(int generation, HpkeKem kem) {
        try (SecretBytes secret = child("bb/key/encryption/v1", generation)) {
            return HpkePrivateKey.fromBytes(kem, secret);
        }
    }

    /// The key that record keys come from.
    public SecretBytes data(int generation) {
        return child("bb/key/data/v1", generation);
    }

    /// The key of one record.
    ///
    /// @param recordId 1..1024 bytes as UTF-8
    public SecretBytes recordKey(String recordId, int generation) {
        byte[] id = recordId.getBytes(UTF_8);
        if (id.length == 0 || id.length > MAX_RECORD_ID_BYTES) {
            throw new IllegalArgumentException("recordId: " + id.length + " bytes (want 1..1024)");
        }
        try (SecretBytes data = data(generation)) {
            return Hkdf.expand(data, Labels.of("bb/key/record/v1", id), CHILD_BYTES);
        }
    }

    private SecretBytes child(String label, int generation) {
        if (generation < 0) {
            throw new IllegalArgumentException("generation: " + generation + " (want >= 0)");
        }
        byte[] number = {
            (byte) (generation >>> 24),
            (byte) (generation >>> 16),
            (byte) (generation >>> 8),
            (byte) generation
        };
        return Hkdf.expand(master, Labels.of(label, number), CHILD_BYTES);
    }

    /// Zeroes the master key.
    @Override
    public void close() {
        master.close();
    }

    /// Says nothing of the keys.
    @Override
    public String toString() {
        return "KeyHierarchy";
    }
}
