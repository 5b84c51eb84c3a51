package xyz.blueblocks.crypto.kem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Vectors;

class X25519Test {
    @Test
    @DisplayName("F01: RFC 7748's three vectors and its first thousand iterations agree")
    void rfc_vectors_agree() {
        int cases = 0;
        for (JsonNode c : Vectors.json("rfc7748.json").get("cases")) {
            byte[] shared = agree(Vectors.hex(c, "scalar"), Vectors.hex(c, "u"));
            assertThat(shared).isEqualTo(Vectors.hex(c, "out"));
            cases++;
        }
        assertThat(cases).isEqualTo(3);
        byte[] k = new byte[32];
        k[0] = 9;
        byte[] u = k.clone();
        for (int i = 0; i < 1000; i++) {
            byte[] next = agree(k, u);
            u = k;
            k = next;
        }
        assertThat(k)
                .isEqualTo(
                        Vectors.hex(
                                "684cf59ba83309552800ef566f2f4d3c"
                                        + "1c3887c49360e3875f2eb94d99532c51"));
    }

    private static byte[] agree(byte[] scalar, byte[] u) {
        return X25519Arithmetic.agree(scalar, u).orElseThrow().copy();
    }

    @Test
    @DisplayName(
            "F01: Wycheproof's 518 cases agree; what forces zeros is refused, and so are keys "
                    + "not in canonical form")
    void wycheproof_passes() {
        int zeros = 0;
        int agreed = 0;
        int strict = 0;
        for (JsonNode t :
                Vectors.json("wycheproof-x25519.json").get("testGroups").get(0).get("tests")) {
            byte[] u = Vectors.hex(t, "public");
            byte[] scalar = Vectors.hex(t, "private");
            byte[] want = Vectors.hex(t, "shared");
            Optional<SecretBytes> shared = X25519Arithmetic.agree(scalar, u);
            Optional<X25519PublicKey> key = X25519PublicKey.decode(u);
            String flags = t.get("flags").toString();
            if (flags.contains("ZeroSharedSecret")) {
                assertThat(shared).as("tcId %s", t.get("tcId")).isEmpty();
                zeros++;
            } else {
                assertThat(shared.orElseThrow().copy()).isEqualTo(want);
                agreed++;
            }
            boolean refused = flags.contains("NonCanonical") || flags.contains("LowOrder");
            assertThat(key.isEmpty()).as("tcId %s", t.get("tcId")).isEqualTo(refused);
            if (key.isPresent()) {
                try (X25519PrivateKey own =
                        X25519PrivateKey.fromBytes(SecretBytes.copyOf(scalar))) {
                    assertThat(own.agree(key.get()).orElseThrow().copy()).isEqualTo(want);
                    strict++;
                }
            }
        }
        assertThat(zeros).isEqualTo(31);
        assertThat(agreed).isEqualTo(487);
        assertThat(strict).isEqualTo(474);
    }

    @Test
    void both_ends_agree_and_a_third_does_not() {
        try (X25519PrivateKey a = X25519PrivateKey.generate();
                X25519PrivateKey b = X25519PrivateKey.generate();
                X25519PrivateKey c = X25519PrivateKey.generate()) {
            SecretBytes ab = a.agree(b.publicKey()).orElseThrow();

            assertThat(ab.constantTimeEquals(b.agree(a.publicKey()).orElseThrow())).isTrue();
            assertThat(ab.constantTimeEquals(c.agree(a.publicKey()).orElseThrow())).isFalse();
            assertThat(X25519PublicKey.parse(a.publicKey().text())).contains(a.publicKey());
        }
    }

    @Test
    void hostile_keys_are_no_keys() {
        byte[] topBit = X25519PrivateKey.generate().publicKey().bytes();
        topBit[31] |= (byte) 0x80;
        byte[] aboveP = new byte[32];
        Arrays.fill(aboveP, (byte) 0xFF);
        aboveP[31] = 0x7F;

        assertThat(X25519PublicKey.decode(topBit)).isEmpty();
        assertThat(X25519PublicKey.decode(aboveP)).isEmpty();
        assertThat(X25519PublicKey.decode(new byte[32])).isEmpty();
        for (int size : new int[] {0, 31, 33}) {
            assertThat(X25519PublicKey.decode(new byte[size])).isEmpty();
        }
    }
}
