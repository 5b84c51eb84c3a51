package xyz.blueblocks.crypto.kdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Vectors;

class KdfTest {
    @Test
    @DisplayName("F08: RFC 5869's three SHA-256 vectors agree, step by step and at once")
    void rfc_5869_vectors_agree() {
        int cases = 0;
        for (JsonNode c : Vectors.json("rfc5869-sha256.json").get("cases")) {
            byte[] salt = Vectors.hex(c, "salt");
            byte[] info = Vectors.hex(c, "info");
            int length = c.get("L").asInt();
            SecretBytes key = Hkdf.extract(salt, Vectors.secret(c, "IKM"));

            assertThat(key.copy()).isEqualTo(Vectors.hex(c, "PRK"));
            assertThat(Hkdf.expand(key, info, length).copy()).isEqualTo(Vectors.hex(c, "OKM"));
            assertThat(Hkdf.extractExpand(salt, Vectors.hex(c, "IKM"), info, length).copy())
                    .isEqualTo(Vectors.hex(c, "OKM"));
            cases++;
        }
        assertThat(cases).isEqualTo(3);
    }

    @Test
    @DisplayName("F08: Wycheproof's 86 HKDF-SHA-256 cases come out as marked")
    void wycheproof_passes() {
        int valid = 0;
        int invalid = 0;
        for (JsonNode group : Vectors.json("wycheproof-hkdf-sha256.json").get("testGroups")) {
            for (JsonNode t : group.get("tests")) {
                SecretBytes ikm = Vectors.secret(t, "ikm");
                byte[] salt = Vectors.hex(t, "salt");
                byte[] info = Vectors.hex(t, "info");
                int size = t.get("size").asInt();
                if (t.get("result").asText().equals("valid")) {
                    assertThat(Hkdf.extractExpand(salt, ikm, info, size).copy())
                            .isEqualTo(Vectors.hex(t, "okm"));
                    valid++;
                } else {
                    assertThatThrownBy(() -> Hkdf.extractExpand(salt, ikm, info, size))
                            .isInstanceOf(IllegalArgumentException.class);
                    invalid++;
                }
            }
        }
        assertThat(valid).isEqualTo(83);
        assertThat(invalid).isEqualTo(3);
    }

    @Test
    void expanding_from_a_short_key_is_the_callers_mistake() {
        assertThatThrownBy(() -> Hkdf.expand(SecretBytes.random(31), new byte[0], 32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key: 31 bytes (want >= 32)");
    }

    @Test
    @DisplayName("F05: RFC 9106's Argon2id vector agrees")
    void rfc_9106_vector_agrees() {
        byte[] passphrase = filled(32, 1);
        byte[] salt = filled(16, 2);
        byte[] secret = filled(8, 3);
        byte[] associated = filled(12, 4);

        assertThat(Argon2id.raw(passphrase, salt, secret, associated, 32, 3, 4).copy())
                .isEqualTo(
                        Vectors.hex(
                                "0d640df58d78766c08c037a34a8b53c9"
                                        + "d01ef0452d75b65eb52520e96b01e659"));
    }

    @Test
    @DisplayName("F05: parameters below 64 MiB and three passes, or absurdly high, are refused")
    void weak_and_absurd_parameters_are_refused() {
        int[][] bad = {
            {65_535, 3, 1},
            {65_536, 2, 1},
            {65_536, 3, 0},
            {65_536, 3, 5},
            {1_048_577, 3, 1},
            {65_536, 17, 1},
            {-1, 3, 1},
            {Integer.MAX_VALUE, 3, 1}
        };
        for (int[] p : bad) {
            assertThat(Argon2Parameters.isAllowed(p[0], p[1], p[2])).isFalse();
            assertThatThrownBy(() -> new Argon2Parameters(p[0], p[1], p[2]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Argon2Parameters.DEFAULT).isEqualTo(new Argon2Parameters(65_536, 3, 1));
    }

    @Test
    void an_empty_passphrase_and_a_salt_of_another_size_are_refused() {
        SecretBytes some = SecretBytes.random(1);
        SecretBytes none = SecretBytes.take(new byte[0]);

        assertThatThrownBy(() -> Argon2id.derive(none, new byte[16], Argon2Parameters.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Argon2id.derive(some, new byte[15], Argon2Parameters.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
