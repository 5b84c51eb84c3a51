package xyz.blueblocks.wire.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.Limits;

/// Reads JSON texts from strangers, and begins new ones.
///
/// Refused with `E010`: what is not RFC 8259 in well-formed UTF-8 without a byte order mark; an
/// outermost value that is not an object; two members of one name; lone surrogates, noncharacters
/// and U+0000, written out or escaped; numbers beyond ±(2^53 - 1), with more than 17 significant
/// digits, that are -0, or that are not zero but too small to be told from it; more bytes than the
/// caller allows, more than 16 levels, more than 65 536 values.
///
/// Source: docs/spec/json.md; RFC 7493, RFC 8259.
public final class Json {
    /// Most values (members' and elements') in one text: bounds what a small text can allocate.
    static final int MAX_VALUES = 65_536;

    private static final int MAX_NUMBER_CHARS = 64;

    private static final JsonFactory FACTORY = factory();

    private Json() {}

    /// Begins an object.
    public static JsonObject.Builder object() {
        return JsonObject.Builder.empty();
    }

    /// A string, where a [JsonValue] is wanted.
    public static JsonValue text(String value) {
        return new JsonValue.Text(value);
    }

    /// Reads a message: an object of at most [Limits#MAX_JSON_BYTES].
    public static Decoded<JsonObject> parse(byte[] utf8) {
        return parse(utf8, Limits.MAX_JSON_BYTES);
    }

    /// Reads an object of at most `maxBytes`, which is judged before anything is allocated.
    public static Decoded<JsonObject> parse(byte[] utf8, int maxBytes) {
        return parseValue(utf8, maxBytes)
                .flatMap(value ->
                        value instanceof JsonObject object
                                ? Decoded.ok(object)
                                : Decoded.malformed("json: not an object", 0));
    }

    /// Reads an object from `length` bytes at `offset`.
    public static Decoded<JsonObject> parse(byte[] in, int offset, int length, int maxBytes) {
        if (length > maxBytes) {
            return tooLong(length, maxBytes);
        }
        byte[] copy = new byte[length];
        System.arraycopy(in, offset, copy, 0, length);
        return parse(copy, maxBytes);
    }

    static Decoded<JsonValue> parseValue(byte[] utf8, int maxBytes) {
        if (utf8.length > maxBytes) {
            return tooLong(utf8.length, maxBytes);
        }
        String text;
        try {
            // The parser's own decoder lets surrogates encoded as UTF-8 pass; this one does not.
            text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(utf8))
                            .toString();
        } catch (CharacterCodingException e) {
            return Decoded.malformed("json: not UTF-8", 0);
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new JsonTree(parser, MAX_VALUES, MAX_NUMBER_CHARS).read();
        } catch (IOException e) {
            // Jackson's own message quotes the text, which may be personal.
            return Decoded.malformed("json: not well-formed", 0);
        }
    }

    private static <T> Decoded<T> tooLong(int length, int maxBytes) {
        return Decoded.malformed("json: " + length + " bytes (want at most " + maxBytes + ")", 0);
    }

    private static JsonFactory factory() {
        JsonFactoryBuilder builder = new JsonFactoryBuilder();
        builder.streamReadConstraints(
                StreamReadConstraints.builder()
                        .maxNestingDepth(Limits.MAX_JSON_DEPTH)
                        .maxNumberLength(MAX_NUMBER_CHARS)
                        .maxStringLength(Limits.MAX_LIST_JSON_BYTES)
                        .build());
        // Both tables live as long as the process and would grow with names that strangers choose.
        builder.disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES);
        builder.disable(JsonFactory.Feature.INTERN_FIELD_NAMES);
        builder.disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION);
        return builder.build();
    }
}
