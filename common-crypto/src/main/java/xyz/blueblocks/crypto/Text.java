package xyz.blueblocks.crypto;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// The two text forms of bytes, read strictly: one text per value.
///
/// base64url (RFC 4648 section 5) without padding, and lower-case hex. Anything another encoder
/// might write for the same bytes, such as padding, other cases, stray low bits or white space, is
/// refused, so a text can stand for its bytes in signatures and as a key.
public final class Text {
    /// Longest text read: what 16 MiB of bytes take, far above any field of the protocol.
    private static final int MAX_CHARS = 32 * 1024 * 1024;

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final HexFormat HEX = HexFormat.of();

    private Text() {}

    /// base64url without padding.
    public static String base64url(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /// Reads [#base64url]; empty when the text is not exactly what that method writes.
    public static Optional<byte[]> parseBase64url(String text) {
        int tail = text.length() % 4;
        if (text.length() > MAX_CHARS || tail == 1 || text.indexOf('=') >= 0) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = DECODER.decode(text);
        } catch (IllegalArgumentException hostile) {
            return Optional.empty();
        }
        // The decoder ignores the unused low bits of the last character; we do not.
        return base64url(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    }

    /// Lower-case hex.
    public static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    /// Reads [#hex]; empty when the text is not exactly what that method writes.
    public static Optional<byte[]> parseHex(String text) {
        if (text.length() > MAX_CHARS || text.length() % 2 != 0) {
            return Optional.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lower = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            if (!lower) {
                return Optional.empty();
            }
        }
        return Optional.of(HEX.parseHex(text));
    }

    /// `prefix` and the base64url of `bytes`, as in `ed25519:…`.
    public static String prefixed(String prefix, byte[] bytes) {
        return prefix + base64url(bytes);
    }

    /// Reads [#prefixed]; empty unless prefix, form and length all match.
    ///
    /// @param length the bytes it must hold
    public static Optional<byte[]> parsePrefixed(String prefix, String text, int length) {
        // Checked before decoding, so that a huge text costs nothing.
        int chars = prefix.length() + (length * 4 + 2) / 3;
        if (text.length() != chars || !text.startsWith(prefix)) {
            return Optional.empty();
        }
        return parseBase64url(text.substring(prefix.length())).filter(b -> b.length == length);
    }
}
