package xyz.blueblocks.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.SplittableRandom;

/// Golden vectors that a test can compute again: from constants, without randomness.
///
/// With `-Dblueblocks.vectors.write=DIRECTORY` the files are written instead of compared; a change
/// of bytes then shows in the diff beside the change of the specification.
public final class GoldenFile {
    private static final String WRITE = "blueblocks.vectors.write";
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private GoldenFile() {}

    public static boolean writing() {
        return System.getProperty(WRITE) != null;
    }

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /// Compares `made` with the file of that name, or writes it.
    public static void check(String name, ObjectNode made) {
        if (writing()) {
            write(name, made);
        }
        try {
            // Through text, as numbers made and numbers read are nodes of different classes.
            assertThat(JSON.readTree(JSON.writeValueAsString(made)))
                    .as(name)
                    .isEqualTo(Vectors.json(name));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static void write(String name, ObjectNode made) {
        try {
            Path file = Path.of(System.getProperty(WRITE), name);
            Files.writeString(file, JSON.writeValueAsString(made) + "\n");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    public static String hex(SecretBytes secret) {
        return secret.use(HexFormat.of()::formatHex);
    }

    /// The constants of the vectors: each name has its own bytes.
    public static byte[] constant(String name, int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(name.hashCode()).nextBytes(bytes);
        return bytes;
    }

    public static SecretBytes secret(String name, int length) {
        return SecretBytes.take(constant(name, length));
    }
}
