package xyz.blueblocks.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/// Published and golden vectors, read from `vectors/` on the test class path.
public final class Vectors {
    private Vectors() {}

    public static JsonNode json(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
            if (in == null) {
                throw new IllegalStateException("vectors/" + name + ": missing");
            }
            return new ObjectMapper().readTree(name.endsWith(".gz") ? new GZIPInputStream(in) : in);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    public static byte[] hex(JsonNode parent, String field) {
        JsonNode text = parent.get(field);
        if (text == null) {
            throw new IllegalStateException(field + ": missing in " + parent);
        }
        return hex(text.asText());
    }

    public static SecretBytes secret(JsonNode parent, String field) {
        return SecretBytes.take(hex(parent, field));
    }
}
