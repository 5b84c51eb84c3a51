package xyz.blueblocks.wire.json;

/// Which strings may stand in a JSON text of ours.
final class Characters {
    private Characters() {}

    /// Whether `text` has no lone surrogate and no noncharacter (RFC 7493, section 2.1), and no
    /// U+0000, which PostgreSQL cannot store.
    static boolean wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || (c >= 0xfdd0 && c <= 0xfdef) || c >= 0xfffe) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                i++;
                if (i == text.length()
                        || !Character.isSurrogatePair(c, text.charAt(i))
                        || (Character.toCodePoint(c, text.charAt(i)) & 0xfffe) == 0xfffe) {
                    return false;
                }
            }
        }
        return true;
    }
}
