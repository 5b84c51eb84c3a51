package xyz.blueblocks.wire.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;

/// Golden vectors, made by src/test/python/make_vectors.py, which shares no code with us.
public final class Vectors {
    private Vectors() {}

    /// A vector file as an object.
    public static JsonObject read(String name) {
        return Json.parse(bytes(name), Limits.MAX_LIST_JSON_BYTES).orElseThrow();
    }

    /// A test resource.
    public static byte[] bytes(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("name: " + name + " (want a vector file)");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("vectors " + name, e);
        }
    }

    /// The objects of an array member.
    public static List<JsonObject> cases(JsonObject file, String member) {
        return file.array(member).orElseThrow().stream().map(JsonObject.class::cast).toList();
    }

    /// The texts of an array member.
    public static List<String> texts(JsonObject file, String member) {
        return file.array(member).orElseThrow().stream()
                .map(value -> ((JsonValue.Text) value).value())
                .toList();
    }

    /// A text member.
    public static String text(JsonObject vector, String member) {
        return vector.text(member).orElseThrow(() -> new AssertionError(member));
    }

    /// An integer member.
    public static long integer(JsonObject vector, String member) {
        return vector.integer(member).orElseThrow(() -> new AssertionError(member));
    }

    /// A member of hexadecimal digits.
    public static byte[] hex(JsonObject vector, String member) {
        return HexFormat.of().parseHex(text(vector, member));
    }
}
