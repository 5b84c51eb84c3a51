package xyz.blueblocks.crypto.hash;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.Vectors;

/// BLAKE3's own vectors, in all modes.
class Blake3VectorsTest {
    private static final JsonNode FILE = Vectors.json("blake3.json");
    private static final byte[] KEY = FILE.get("key").asText().getBytes(US_ASCII);
    private static final String CONTEXT = FILE.get("context_string").asText();

    private static byte[] pattern(int length) {
        byte[] in = new byte[length];
        for (int i = 0; i < length; i++) {
            in[i] = (byte) (i % 251);
        }
        return in;
    }

    @Test
    @DisplayName("F06: the 22 official inputs hash as published, plain, keyed, derived, extended")
    void official_vectors_pass_in_all_modes() {
        int cases = 0;
        for (JsonNode c : FILE.get("cases")) {
            byte[] in = pattern(c.get("input_len").asInt());
            check(Blake3.hasher().update(in), Vectors.hex(c, "hash"));
            check(Blake3.keyed(KEY).update(in), Vectors.hex(c, "keyed_hash"));
            check(Blake3.deriveKey(CONTEXT).update(in), Vectors.hex(c, "derive_key"));
            assertThat(Blake3.hash(in)).isEqualTo(Arrays.copyOf(Vectors.hex(c, "hash"), 32));
            cases++;
        }
        assertThat(cases).isEqualTo(22);
    }

    private static void check(Blake3 hasher, byte[] want) {
        assertThat(hasher.xof(want.length)).isEqualTo(want);
        assertThat(hasher.digest()).isEqualTo(Arrays.copyOf(want, 32));
        assertThat(hasher.xof(5)).isEqualTo(Arrays.copyOf(want, 5));
    }
}
