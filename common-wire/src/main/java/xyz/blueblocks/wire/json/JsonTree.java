package xyz.blueblocks.wire.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.wire.Decoded;

/// Builds one value out of a parser's tokens, with the checks that the parser does not make.
///
/// Recursion is bounded by the parser's own limit of 16 levels.
final class JsonTree {
    private static final int MAX_SIGNIFICANT_DIGITS = 17;

    private final JsonParser parser;
    private final int maxValues;
    private final int maxNumberChars;
    private int values;

    JsonTree(JsonParser parser, int maxValues, int maxNumberChars) {
        this.parser = parser;
        this.maxValues = maxValues;
        this.maxNumberChars = maxNumberChars;
    }

    /// Reads one value and the end of the text.
    Decoded<JsonValue> read() throws IOException {
        Decoded<JsonValue> value = value(parser.nextToken());
        if (value instanceof Decoded.Ok && parser.nextToken() != null) {
            return bad("something follows the value");
        }
        return value;
    }

    private Decoded<JsonValue> value(@Nullable JsonToken token) throws IOException {
        if (++values > maxValues) {
            return bad("more than " + maxValues + " values");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> string(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE -> Decoded.ok(new JsonValue.Bool(true));
            case VALUE_FALSE -> Decoded.ok(new JsonValue.Bool(false));
            case VALUE_NULL -> Decoded.ok(JsonValue.Null.NULL);
            case null -> bad("nothing there");
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                    bad("no value where one belongs");
        };
    }

    private Decoded<JsonValue> object() throws IOException {
        TreeMap<String, JsonValue> members = new TreeMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (!Characters.wellFormed(name)) {
                return bad("a name that is not interoperable text");
            }
            if (members.containsKey(name)) {
                return bad("two members of one name");
            }
            switch (value(parser.nextToken())) {
                case Decoded.Ok<JsonValue>(var value) -> members.put(name, value);
                case Decoded.Malformed<JsonValue> bad -> {
                    return bad;
                }
            }
        }
        return Decoded.ok(JsonObject.owning(members));
    }

    private Decoded<JsonValue> array() throws IOException {
        List<JsonValue> elements = new ArrayList<>();
        while (true) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.END_ARRAY) {
                return Decoded.ok(new JsonValue.Array(elements));
            }
            switch (value(token)) {
                case Decoded.Ok<JsonValue>(var value) -> elements.add(value);
                case Decoded.Malformed<JsonValue> bad -> {
                    return bad;
                }
            }
        }
    }

    private Decoded<JsonValue> string(String text) {
        return Characters.wellFormed(text)
                ? Decoded.ok(new JsonValue.Text(text))
                : bad("a string that is not interoperable text");
    }

    private Decoded<JsonValue> number(String text) {
        if (text.length() > maxNumberChars) {
            return bad("a number of more than " + maxNumberChars + " characters");
        }
        double value = Double.parseDouble(text);
        boolean zero = digits(text).isEmpty();
        if (zero ? text.startsWith("-") : value == 0) {
            return bad("a number that is -0 or indistinguishable from 0");
        }
        if (!(Math.abs(value) <= JsonValue.Num.MAX)) {
            return bad("a number beyond ±(2^53 - 1)");
        }
        return digits(text).orElse("").length() > MAX_SIGNIFICANT_DIGITS
                ? bad("a number of more than 17 significant digits")
                : Decoded.ok(new JsonValue.Num(value));
    }

    /// Significant digits: without the exponent, and without zeros before and behind; empty for 0.
    private static Optional<String> digits(String number) {
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        String mantissa = exponent < 0 ? number : number.substring(0, exponent);
        String digits = mantissa.replace("-", "").replace(".", "");
        int from = 0;
        int to = digits.length();
        while (from < to && digits.charAt(from) == '0') {
            from++;
        }
        while (to > from && digits.charAt(to - 1) == '0') {
            to--;
        }
        return from == to ? Optional.empty() : Optional.of(digits.substring(from, to));
    }

    private static Decoded<JsonValue> bad(String why) {
        return Decoded.malformed("json: " + why, 0);
    }
}
