package xyz.blueblocks.wire.json;

import xyz.blueblocks.crypto.Text;

/// Nonces, ids and hashes as members spell them: lower-case hexadecimal digits.
public final class HexText {
    private static final int HASH_BYTES = 32;

    private HexText() {}

    /// Whether `text` is exactly `bytes` bytes.
    public static boolean is(String text, int bytes) {
        return text.length() == 2 * bytes && Text.parseHex(text).isPresent();
    }

    /// Whether `text` is a 32-byte hash of this algorithm, such as `sha256:` and 64 digits.
    public static boolean isHash(String text, String algorithm) {
        return text.startsWith(algorithm + ":")
                && is(text.substring(algorithm.length() + 1), HASH_BYTES);
    }
}
