package xyz.blueblocks.wire.message;

import xyz.blueblocks.crypto.Text;

/// Ephemeral keys and KEM ciphertexts as handshake messages spell them.
public final class KeyTexts {
    private static final String X25519 = "x25519:";
    private static final String ML_KEM = "ml-kem-768:";
    private static final int X25519_BYTES = 32;
    private static final int ML_KEM_KEY_BYTES = 1184;
    private static final int ML_KEM_CIPHERTEXT_BYTES = 1088;

    private KeyTexts() {}

    /// `x25519:` and the base64url of 32 bytes.
    public static String ofX25519(byte[] key) {
        return write(X25519, key, X25519_BYTES);
    }

    /// `ml-kem-768:` and the base64url of a public key of 1 184 bytes.
    public static String ofMlKemKey(byte[] key) {
        return write(ML_KEM, key, ML_KEM_KEY_BYTES);
    }

    /// `ml-kem-768:` and the base64url of a ciphertext of 1 088 bytes.
    public static String ofMlKemCiphertext(byte[] ciphertext) {
        return write(ML_KEM, ciphertext, ML_KEM_CIPHERTEXT_BYTES);
    }

    static boolean isX25519(String text) {
        return Text.parsePrefixed(X25519, text, X25519_BYTES).isPresent();
    }

    static boolean isMlKemKey(String text) {
        return Text.parsePrefixed(ML_KEM, text, ML_KEM_KEY_BYTES).isPresent();
    }

    static boolean isMlKemCiphertext(String text) {
        return Text.parsePrefixed(ML_KEM, text, ML_KEM_CIPHERTEXT_BYTES).isPresent();
    }

    static byte[] x25519(String text) {
        return Text.parsePrefixed(X25519, text, X25519_BYTES).orElseThrow();
    }

    static byte[] mlKemKey(String text) {
        return Text.parsePrefixed(ML_KEM, text, ML_KEM_KEY_BYTES).orElseThrow();
    }

    static byte[] mlKemCiphertext(String text) {
        return Text.parsePrefixed(ML_KEM, text, ML_KEM_CIPHERTEXT_BYTES).orElseThrow();
    }

    private static String write(String prefix, byte[] bytes, int length) {
        Check.that(bytes.length == length, prefix + " want " + length + " bytes");
        return Text.prefixed(prefix, bytes);
    }
}
