package xyz.blueblocks.crypto.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static xyz.blueblocks.crypto.GoldenFile.constant;
import static xyz.blueblocks.crypto.GoldenFile.hex;
import static xyz.blueblocks.crypto.GoldenFile.secret;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.GoldenFile;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.hash.Sha256;

/// vectors/chunk.json, specified in docs/spec/transfer-crypto.md.
class ChunkVectorsTest {
    private static byte[] pattern(long from, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ((from + i) % 251);
        }
        return bytes;
    }

    @Test
    @DisplayName(
            "E04, E05, X01: epoch keys, commitment and sealed chunks are as in the golden file")
    void chunks_are_golden() {
        ObjectNode file = GoldenFile.object();
        file.put(
                "about",
                "docs/spec/transfer-crypto.md; byte i of the file is i mod 251; sealed = ciphertext"
                        + " and tag, its SHA-256 where long");
        ArrayNode cases = file.putArray("cases");
        for (AeadSuite suite : AeadSuite.values()) {
            ChunkLayout layout = new ChunkLayout(2 * 65_536 + 37, 65_536);
            add(cases.addObject(), suite, layout);
        }
        assertThat(cases).hasSize(2);
        GoldenFile.check("chunk.json", file);
    }

    private static void add(ObjectNode node, AeadSuite suite, ChunkLayout layout) {
        byte[] fileId = constant("file id", 16);
        byte[] salt = constant("salt " + suite, 24);
        ChunkSealer sealer =
                ChunkSealer.begin(secret("file key", 32), suite, fileId, layout, salt, 0);
        node.put("cipher", suite.wireName());
        node.put("file_key", hex(constant("file key", 32)));
        node.put("file_id", hex(fileId));
        node.put("salt", hex(salt));
        node.put("size_bytes", layout.sizeBytes());
        node.put("chunk_size", layout.chunkSizeBytes());
        node.put("commit", hex(sealer.commit()));
        node.put("chunk_id", hex(sealer.chunkId()));
        ArrayNode chunks = node.putArray("chunks");
        for (int i = 0; i < layout.total(); i++) {
            byte[] plain = pattern(layout.offset(i), layout.length(i));
            byte[] sealed = new byte[plain.length + 16];
            sealer.seal(i, plain, 0, plain.length, sealed, 0, 0);
            ObjectNode chunk = chunks.addObject();
            chunk.put("sequence", i);
            chunk.put("tag", hex(Arrays.copyOfRange(sealed, plain.length, sealed.length)));
            chunk.put("sealed_sha256", hex(Sha256.hash(sealed)));
            if (layout.isLast(i)) {
                chunk.put("sealed", hex(sealed));
            }
        }
    }
}
