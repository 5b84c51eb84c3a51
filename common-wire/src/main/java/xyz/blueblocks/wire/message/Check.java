package xyz.blueblocks.wire.message;

import java.util.Collection;
import java.util.HashSet;
import java.util.regex.Pattern;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.HexText;

/// Conditions that records of messages put on their components.
///
/// The texts name a component and what was wanted, never what it held.
final class Check {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/+-]{0,127}");

    private Check() {}

    static void that(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    static void range(String name, long value, long min, long max) {
        that(
                value >= min && value <= max,
                name + ": " + value + " (want " + min + ".." + max + ")");
    }

    static void range(String name, double value, double min, double max) {
        that(value >= min && value <= max, name + ": out of range (want " + min + ".." + max + ")");
    }

    /// Something to read: 1 to `maxChars` characters, none of them a control character.
    static void line(String name, String value, int maxChars) {
        that(
                !value.isEmpty()
                        && value.length() <= maxChars
                        && value.chars().noneMatch(Character::isISOControl),
                name + ": want 1.." + maxChars + " characters on one line");
    }

    /// An id or a name that machines compare: 1 to 128 of `A-Z a-z 0-9 . _ : / + -`.
    static void id(String name, String value) {
        that(isId(value), name + ": want 1..128 of A-Z a-z 0-9 . _ : / + -");
    }

    static boolean isId(String value) {
        return TOKEN.matcher(value).matches();
    }

    /// 32 random bytes in hexadecimal digits.
    static void nonce(String nonce) {
        that(HexText.is(nonce, Limits.MESSAGE_NONCE_BYTES), "nonce: want 64 hexadecimal digits");
    }

    static void hash(String name, String value, String algorithm) {
        that(HexText.isHash(value, algorithm), name + ": want " + algorithm + ": and 64 digits");
    }

    static void distinct(String name, Collection<?> values) {
        that(new HashSet<>(values).size() == values.size(), name + ": want no repetition");
    }

    static void most(String name, Collection<?> values, int max) {
        that(values.size() <= max, name + ": " + values.size() + " (want at most " + max + ")");
    }
}
