package xyz.blueblocks.wire.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.erdtman.jcs.NumberToJSON;

/// Writes values in the form of RFC 8785 (JCS).
///
/// Members are sorted by UTF-16 code units, which is the order that [JsonObject] keeps them in.
final class CanonicalWriter {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder();

    private CanonicalWriter() {}

    static String write(JsonValue value) {
        CanonicalWriter writer = new CanonicalWriter();
        writer.value(value);
        return writer.out.toString();
    }

    private void value(JsonValue value) {
        switch (value) {
            case JsonObject object -> object(object);
            case JsonValue.Array array -> array(array);
            case JsonValue.Text(String text) -> text(text);
            case JsonValue.Num number -> number(number);
            case JsonValue.Bool(boolean bool) -> out.append(bool);
            case JsonValue.Null.NULL -> out.append("null");
        }
    }

    private void object(JsonObject object) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            text(member.getKey());
            out.append(':');
            value(member.getValue());
        }
        out.append('}');
    }

    private void array(JsonValue.Array array) {
        out.append('[');
        boolean first = true;
        for (JsonValue each : array.values()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            value(each);
        }
        out.append(']');
    }

    private void number(JsonValue.Num number) {
        if (number.isInteger()) {
            out.append(number.asLong());
            return;
        }
        try {
            out.append(NumberToJSON.serializeNumber(number.value()));
        } catch (IOException e) {
            throw new UncheckedIOException("not finite, which Num does not hold", e);
        }
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
