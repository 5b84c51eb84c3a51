package xyz.blueblocks.wire.json;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// An immutable JSON value of which there is exactly one canonical form.
public sealed interface JsonValue
        permits JsonObject,
                JsonValue.Text,
                JsonValue.Num,
                JsonValue.Bool,
                JsonValue.Null,
                JsonValue.Array {

    /// A string without lone surrogates, noncharacters and U+0000.
    ///
    /// @param value what it says
    record Text(String value) implements JsonValue {
        /// Checks the characters.
        public Text {
            if (!Characters.wellFormed(value)) {
                throw new IllegalArgumentException("value: not interoperable text");
            }
        }
    }

    /// A number that every reader of JSON understands alike.
    ///
    /// @param value within ±(2^53 - 1), not -0
    record Num(double value) implements JsonValue {
        /// Largest magnitude: the largest integer that a double counts to without gaps.
        public static final long MAX = (1L << 53) - 1;

        /// Checks the range.
        public Num {
            if (!(Math.abs(value) <= MAX)) {
                throw new IllegalArgumentException("value: want within ±(2^53 - 1)");
            }
            if (value == 0) {
                value = 0;
            }
        }

        /// Whether there is nothing behind the point.
        public boolean isInteger() {
            return value == Math.rint(value);
        }

        /// The integer; meaningless unless [#isInteger].
        public long asLong() {
            return (long) value;
        }
    }

    /// `true` or `false`.
    ///
    /// @param value which
    record Bool(boolean value) implements JsonValue {}

    /// `null`.
    enum Null implements JsonValue {
        /// The only one.
        NULL
    }

    /// Values in order.
    ///
    /// @param values copied
    record Array(List<JsonValue> values) implements JsonValue {
        /// Copies the list.
        public Array {
            values = List.copyOf(values);
        }
    }

    /// The RFC 8785 form.
    default String text() {
        return CanonicalWriter.write(this);
    }

    /// The RFC 8785 form in UTF-8.
    default byte[] canonical() {
        return text().getBytes(StandardCharsets.UTF_8);
    }
}
