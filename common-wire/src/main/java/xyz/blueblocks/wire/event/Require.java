package xyz.blueblocks.wire.event;

import java.util.regex.Pattern;

/// Conditions that records of events put on their components; texts never quote what was held.
final class Require {
    /// An id that machines compare: 1 to 128 of `A-Z a-z 0-9 . _ : / + -`.
    static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/+-]{0,127}");

    private Require() {}

    static void that(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    static void id(String name, String value) {
        that(ID.matcher(value).matches(), name + ": want 1..128 of A-Z a-z 0-9 . _ : / + -");
    }

    static void range(String name, long value, long min, long max) {
        that(
                value >= min && value <= max,
                name + ": " + value + " (want " + min + ".." + max + ")");
    }
}
