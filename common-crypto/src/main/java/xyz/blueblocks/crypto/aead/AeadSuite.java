package xyz.blueblocks.crypto.aead;

import java.util.Arrays;
import java.util.Optional;

/// The two ciphers of the protocol. Both: key 32 bytes, nonce 12, tag 16, tag behind the
/// ciphertext.
public enum AeadSuite {
    /// AES-256 in Galois/counter mode (NIST SP 800-38D).
    AES_256_GCM("AES-256-GCM", 1, "AES/GCM/NoPadding", "AES"),
    /// ChaCha20-Poly1305 (RFC 8439), for processors without AES instructions.
    CHACHA20_POLY1305("ChaCha20-Poly1305", 2, "ChaCha20-Poly1305", "ChaCha20");

    /// Bytes of a key.
    public static final int KEY_BYTES = 32;

    /// Bytes of a nonce.
    public static final int NONCE_BYTES = 12;

    /// Bytes of a tag.
    public static final int TAG_BYTES = 16;

    private final String wireName;
    private final int wireNumber;
    private final String transformation;
    private final String keyAlgorithm;

    AeadSuite(String wireName, int wireNumber, String transformation, String keyAlgorithm) {
        this.wireName = wireName;
        this.wireNumber = wireNumber;
        this.transformation = transformation;
        this.keyAlgorithm = keyAlgorithm;
    }

    /// Name in handshakes and key schedules.
    public String wireName() {
        return wireName;
    }

    /// Number in binary forms: 1 AES, 2 ChaCha.
    public int wireNumber() {
        return wireNumber;
    }

    /// The suite of a name that a peer sent.
    public static Optional<AeadSuite> ofWireName(String name) {
        return Arrays.stream(values()).filter(s -> s.wireName.equals(name)).findFirst();
    }

    String transformation() {
        return transformation;
    }

    String keyAlgorithm() {
        return keyAlgorithm;
    }
}
