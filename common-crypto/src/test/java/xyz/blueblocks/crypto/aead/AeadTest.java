package xyz.blueblocks.crypto.aead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Vectors;

class AeadTest {
    private static final byte[] AAD = {1, 2, 3};

    private int passed;
    private int outside;

    @Test
    @DisplayName(
            "F03: Wycheproof's 316 AES-GCM cases: 66 of our sizes come out as marked, the API "
                    + "takes no others")
    void wycheproof_aes_gcm_passes() {
        run(AeadSuite.AES_256_GCM, "wycheproof-aes-gcm.json");

        assertThat(passed).isEqualTo(66);
        assertThat(outside).isEqualTo(250);
    }

    @Test
    @DisplayName(
            "F04: Wycheproof's 325 ChaCha20-Poly1305 cases: 316 of our sizes come out as "
                    + "marked, the API takes no others")
    void wycheproof_chacha20_poly1305_passes() {
        run(AeadSuite.CHACHA20_POLY1305, "wycheproof-chacha20-poly1305.json");

        assertThat(passed).isEqualTo(316);
        assertThat(outside).isEqualTo(9);
    }

    private void run(AeadSuite suite, String file) {
        for (JsonNode group : Vectors.json(file).get("testGroups")) {
            boolean ours =
                    group.get("keySize").asInt() == 256
                            && group.get("ivSize").asInt() == 96
                            && group.get("tagSize").asInt() == 128;
            for (JsonNode t : group.get("tests")) {
                if (ours) {
                    check(suite, t);
                    passed++;
                } else {
                    assertThatThrownBy(() -> check(suite, t))
                            .isInstanceOf(IllegalArgumentException.class);
                    outside++;
                }
            }
        }
    }

    private static void check(AeadSuite suite, JsonNode t) {
        byte[] iv = Vectors.hex(t, "iv");
        byte[] aad = Vectors.hex(t, "aad");
        byte[] msg = Vectors.hex(t, "msg");
        byte[] sealed = Vectors.hex(t.get("ct").asText() + t.get("tag").asText());
        boolean valid = t.get("result").asText().equals("valid");
        byte[] out = new byte[msg.length + 16];
        byte[] back = new byte[msg.length];
        try (AeadKey key = new AeadKey(suite, Vectors.secret(t, "key"))) {
            assertThat(key.open(iv, aad, sealed, 0, sealed.length, back, 0))
                    .as("tcId %s", t.get("tcId"))
                    .isEqualTo(valid);
            assertThat(back).isEqualTo(valid ? msg : new byte[msg.length]);
        }
        // Another object: the JDK's ChaCha20 refuses to seal under the nonce that it just opened
        // with.
        try (AeadKey key = new AeadKey(suite, Vectors.secret(t, "key"))) {
            assertThat(key.seal(iv, aad, msg, 0, msg.length, out, 0)).isEqualTo(sealed.length);
            assertThat(Arrays.equals(out, sealed)).isEqualTo(valid);
        }
    }

    private record Ends(SealSequence seal, OpenSequence open) {
        static Ends fresh(AeadSuite suite) {
            SecretBytes key = SecretBytes.random(32);
            SecretBytes base = SecretBytes.random(12);
            return new Ends(new SealSequence(suite, key, base), new OpenSequence(suite, key, base));
        }
    }

    @Test
    @DisplayName("F03: a sequence never repeats a nonce: equal messages seal to different bytes")
    void sequences_count_their_nonces() {
        for (AeadSuite suite : AeadSuite.values()) {
            Ends ends = Ends.fresh(suite);
            byte[] plain = new byte[100];
            byte[] first = new byte[116];
            byte[] second = new byte[116];
            byte[] back = new byte[100];
            ends.seal().seal(AAD, plain, 0, 100, first, 0);
            ends.seal().seal(AAD, plain, 0, 100, second, 0);

            assertThat(second).isNotEqualTo(first);
            assertThat(ends.seal().position()).isEqualTo(2);
            assertThat(ends.open().open(AAD, second, 0, 116, back, 0)).as("too early").isFalse();
            assertThat(ends.open().open(AAD, first, 0, 116, back, 0)).isTrue();
            assertThat(ends.open().open(AAD, first, 0, 116, back, 0)).as("replayed").isFalse();
            assertThat(ends.open().open(AAD, second, 0, 116, back, 0)).isTrue();
            assertThat(ends.open().open(AAD, second, 0, 116, back, 0)).isFalse();
        }
    }

    @Test
    void the_nonce_is_base_xor_count_big_endian() {
        SecretBytes key = SecretBytes.random(32);
        SecretBytes base = SecretBytes.random(12);
        byte[] plain = {7};
        byte[] have = new byte[17];
        byte[] want = new byte[17];
        for (AeadSuite suite : AeadSuite.values()) {
            SealSequence seal = new SealSequence(suite, key, base);
            for (int i = 0; i < 0x1234; i++) {
                seal.skip();
            }
            seal.seal(plain, 0, 1, have, 0);
            byte[] nonce = base.copy();
            nonce[10] ^= 0x12;
            nonce[11] ^= 0x34;
            new AeadKey(suite, key).seal(nonce, new byte[0], plain, 0, 1, want, 0);
            assertThat(have).isEqualTo(want);
        }
    }

    @Test
    void one_flipped_bit_anywhere_does_not_open_and_leaves_zeros() {
        Ends ends = Ends.fresh(AeadSuite.AES_256_GCM);
        byte[] sealed = new byte[40];
        byte[] back = new byte[24];
        ends.seal().seal(AAD, new byte[24], 0, 24, sealed, 0);
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] bad = sealed.clone();
            bad[bit / 8] ^= (byte) (1 << (bit % 8));
            Arrays.fill(back, (byte) 9);
            assertThat(ends.open().open(AAD, bad, 0, 40, back, 0)).isFalse();
            assertThat(back).containsOnly(0);
        }
        for (int size = 0; size < 40; size++) {
            assertThat(ends.open().open(AAD, sealed, 0, size, back, 0)).isFalse();
        }
        assertThat(ends.open().open(AAD, sealed, 0, 40, back, 0)).as("count unmoved").isTrue();
    }

    @Test
    void offsets_are_kept_and_sealing_in_place_works() {
        Ends ends = Ends.fresh(AeadSuite.CHACHA20_POLY1305);
        byte[] buffer = new byte[64];
        Arrays.fill(buffer, (byte) 5);
        byte[] back = new byte[64];

        assertThat(ends.seal().seal(buffer, 8, 20, buffer, 8)).isEqualTo(36);
        assertThat(ends.open().open(buffer, 8, 36, back, 3)).isTrue();
        for (int i = 0; i < 64; i++) {
            boolean inside = i >= 3 && i < 23;
            assertThat(back[i]).isEqualTo((byte) (inside ? 5 : 0));
            assertThat(i < 8 || i >= 44 ? buffer[i] : 5).isEqualTo((byte) 5);
        }
    }

    @Test
    void opening_in_place_and_other_mistakes_of_the_caller_throw() {
        Ends ends = Ends.fresh(AeadSuite.AES_256_GCM);
        byte[] buffer = new byte[64];
        SecretBytes twelve = SecretBytes.random(12);
        SecretBytes key = SecretBytes.random(32);

        assertThatThrownBy(() -> ends.open().open(buffer, 0, 32, buffer, 32))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ends.seal().seal(buffer, 0, 60, new byte[70], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new AeadKey(AeadSuite.AES_256_GCM, twelve))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SealSequence(AeadSuite.AES_256_GCM, key, key))
                .isInstanceOf(IllegalArgumentException.class);
        ends.seal().close();
        assertThatThrownBy(() -> ends.seal().seal(buffer, 0, 1, buffer, 0))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void names_on_the_wire_are_read_back() {
        for (AeadSuite suite : AeadSuite.values()) {
            assertThat(AeadSuite.ofWireName(suite.wireName())).contains(suite);
        }
        assertThat(AeadSuite.ofWireName("AES-128-GCM")).isEmpty();
    }
}
