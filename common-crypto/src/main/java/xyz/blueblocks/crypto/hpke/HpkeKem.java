package xyz.blueblocks.crypto.hpke;

import java.util.Arrays;
import java.util.Optional;

/// The two key encapsulations; private keys are 32 bytes in both.
public enum HpkeKem {
    /// DHKEM(X25519, HKDF-SHA256), RFC 9180 section 7.1.
    X25519(0x0020, 32, 32, "x25519:"),
    /// X-Wing: X25519 and ML-KEM-768 together (draft-connolly-cfrg-xwing-kem).
    XWING(0x647A, 1120, 1216, "xwing:");

    /// Bytes of a private key: scalar or seed.
    public static final int PRIVATE_BYTES = 32;

    private final int id;
    private final int encBytes;
    private final int publicBytes;
    private final String textPrefix;

    HpkeKem(int id, int encBytes, int publicBytes, String textPrefix) {
        this.id = id;
        this.encBytes = encBytes;
        this.publicBytes = publicBytes;
        this.textPrefix = textPrefix;
    }

    /// Number in the IANA registry and on the wire.
    public int id() {
        return id;
    }

    /// Bytes of the encapsulated key.
    public int encBytes() {
        return encBytes;
    }

    /// Bytes of a public key.
    public int publicBytes() {
        return publicBytes;
    }

    /// What the text form of a public key begins with.
    public String textPrefix() {
        return textPrefix;
    }

    /// The KEM of a number that a peer sent.
    public static Optional<HpkeKem> ofId(int id) {
        return Arrays.stream(values()).filter(kem -> kem.id == id).findFirst();
    }
}
