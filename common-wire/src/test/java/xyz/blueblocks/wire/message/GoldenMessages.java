package xyz.blueblocks.wire.message;

import java.nio.charset.StandardCharsets;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.testing.Vectors;

/// Golden messages, whole and changed, and what becomes of reading them.
final class GoldenMessages {
    private GoldenMessages() {}

    /// The JSON of a golden message.
    static JsonObject json(String file) {
        return Json.parse(
                        Vectors.text(Vectors.read("message/" + file + ".json"), "json")
                                .getBytes(StandardCharsets.UTF_8),
                        1 << 20)
                .orElseThrow();
    }

    /// The same with a number changed.
    static JsonObject with(JsonObject json, String name, long value) {
        return json.toBuilder().put(name, value).build();
    }

    /// The same with a text of its metadata changed.
    static JsonObject withMetadata(JsonObject register, String name, String value) {
        JsonObject metadata = register.object("metadata").orElseThrow();
        return register.with("metadata", metadata.with(name, Json.text(value)));
    }

    /// `ok`, or the code of the refusal.
    static String outcome(Decoded<?> decoded) {
        return switch (decoded) {
            case Decoded.Ok<?> _ -> "ok";
            case Decoded.Malformed<?> bad -> bad.code().code();
        };
    }
}
