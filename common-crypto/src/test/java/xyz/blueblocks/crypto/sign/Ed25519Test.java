package xyz.blueblocks.crypto.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.CryptoProviders;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.Vectors;

class Ed25519Test {
    /// y of all points of small order, canonical and not, sign bit cleared (little-endian).
    private static final List<String> SMALL_ORDER_Y =
            List.of(
                    "0000000000000000000000000000000000000000000000000000000000000000",
                    "0100000000000000000000000000000000000000000000000000000000000000",
                    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

    private static List<Ed25519Engine> engines() {
        List<Ed25519Engine> engines = new ArrayList<>(List.of(new PureEd25519()));
        CryptoProviders.corretto().ifPresent(p -> engines.add(new NativeEd25519(p)));
        return engines;
    }

    /// The policy, with the arithmetic of one engine.
    private static boolean verify(Ed25519Engine engine, byte[] key, byte[] sig, byte[] msg) {
        return Ed25519Points.isStrictKey(key)
                && sig.length == 64
                && Ed25519Points.isStrictR(sig)
                && Ed25519Points.isCanonicalScalar(sig)
                && engine.verifier(key).verify(sig, msg);
    }

    @Test
    @DisplayName("F02: 64 published key pairs sign and verify as published, with every engine")
    void published_signatures_are_made_and_verified() {
        int cases = 0;
        for (JsonNode c : Vectors.json("ed25519-sign.json").get("cases")) {
            byte[] seed = Vectors.hex(c, "seed");
            byte[] pk = Vectors.hex(c, "pk");
            byte[] msg = Vectors.hex(c, "msg");
            byte[] sig = Vectors.hex(c, "sig");
            try (Ed25519PrivateKey key = Ed25519PrivateKey.fromSeed(SecretBytes.copyOf(seed))) {
                assertThat(key.publicKey().bytes()).isEqualTo(pk);
                assertThat(key.sign(msg)).isEqualTo(sig);
                assertThat(key.publicKey().verify(sig, msg)).isTrue();
            }
            for (Ed25519Engine engine : engines()) {
                assertThat(engine.signer(seed, pk).sign(msg)).isEqualTo(sig);
                assertThat(verify(engine, pk, sig, msg)).isTrue();
            }
            cases++;
        }
        assertThat(cases).isEqualTo(64);
    }

    @Test
    @DisplayName("F02: Wycheproof's 150 Ed25519 cases come out as marked, with every engine")
    void wycheproof_passes() {
        int valid = 0;
        int invalid = 0;
        for (JsonNode group : Vectors.json("wycheproof-ed25519.json").get("testGroups")) {
            byte[] pk = Vectors.hex(group.get("publicKey"), "pk");
            for (JsonNode t : group.get("tests")) {
                boolean want = t.get("result").asText().equals("valid");
                byte[] msg = Vectors.hex(t, "msg");
                byte[] sig = Vectors.hex(t, "sig");
                assertThat(Ed25519PublicKey.decode(pk).orElseThrow().verify(sig, msg))
                        .as("tcId %s", t.get("tcId"))
                        .isEqualTo(want);
                for (Ed25519Engine engine : engines()) {
                    assertThat(verify(engine, pk, sig, msg)).isEqualTo(want);
                }
                valid += want ? 1 : 0;
                invalid += want ? 0 : 1;
            }
        }
        assertThat(valid).isEqualTo(88);
        assertThat(invalid).isEqualTo(62);
    }

    @Test
    @DisplayName(
            "F02: the edge cases on which libraries disagree come out by our policy everywhere")
    void engines_agree_on_the_speccheck_cases() {
        int cases = 0;
        for (JsonNode c : Vectors.json("speccheck-ed25519.json").get("cases")) {
            byte[] key = Vectors.hex(c, "pub_key");
            byte[] sig = Vectors.hex(c, "signature");
            byte[] msg = Vectors.hex(c, "message");
            boolean want = c.get("strict").asBoolean();
            for (Ed25519Engine engine : engines()) {
                assertThat(verify(engine, key, sig, msg))
                        .as("case %d by %s", cases, engine.getClass().getSimpleName())
                        .isEqualTo(want);
            }
            assertThat(Ed25519PublicKey.decode(key).map(k -> k.verify(sig, msg)).orElse(false))
                    .isEqualTo(want);
            cases++;
        }
        assertThat(cases).isEqualTo(10);
    }

    @Test
    @DisplayName("F02: keys of small order, in any encoding, are no keys")
    void keys_of_small_order_are_refused() {
        for (String y : SMALL_ORDER_Y) {
            byte[] key = Vectors.hex(y);
            assertThat(Ed25519PublicKey.decode(key)).as(y).isEmpty();
            key[31] |= (byte) 0x80;
            assertThat(Ed25519PublicKey.decode(key)).as("negative %s", y).isEmpty();
        }
    }

    @Test
    void keys_off_the_curve_not_canonical_or_of_another_size_are_refused() {
        byte[] offCurve = new byte[32];
        offCurve[0] = 2;
        assertThat(Ed25519PublicKey.decode(offCurve)).isEmpty();
        // y = p + 3: a second encoding of a point whose first is y = 3.
        byte[] second = new byte[32];
        Arrays.fill(second, (byte) 0xFF);
        second[0] = (byte) 0xF0;
        second[31] = 0x7F;
        assertThat(Ed25519PublicKey.decode(second)).isEmpty();
        byte[] first = new byte[32];
        first[0] = 3;
        assertThat(Ed25519PublicKey.decode(first)).as("y = 3 itself is a key").isPresent();
        for (int size : new int[] {0, 31, 33, 64}) {
            assertThat(Ed25519PublicKey.decode(new byte[size])).isEmpty();
        }
    }

    @Test
    void one_flipped_bit_anywhere_breaks_a_signature() {
        byte[] msg = "frame".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (Ed25519PrivateKey key = Ed25519PrivateKey.generate()) {
            byte[] sig = key.sign(msg);
            for (int bit = 0; bit < 512; bit++) {
                byte[] bad = sig.clone();
                bad[bit / 8] ^= (byte) (1 << (bit % 8));
                assertThat(key.publicKey().verify(bad, msg)).as("bit %d", bit).isFalse();
            }
            for (int size = 0; size < 64; size++) {
                assertThat(key.publicKey().verify(Arrays.copyOf(sig, size), msg)).isFalse();
            }
            assertThat(key.publicKey().verify(Arrays.copyOf(sig, 65), msg)).isFalse();
        }
    }

    @Test
    void parts_are_signed_as_laid_end_to_end() {
        try (Ed25519PrivateKey key = Ed25519PrivateKey.generate()) {
            byte[] sig = key.sign(new byte[] {1, 2}, new byte[0], new byte[] {3});

            assertThat(key.publicKey().verify(sig, new byte[] {1, 2, 3})).isTrue();
            assertThat(key.publicKey().verify(sig, new byte[] {1}, new byte[] {2, 3})).isTrue();
            assertThat(key.publicKey().verify(sig, new byte[] {1, 2})).isFalse();
        }
    }

    @Test
    void text_forms_are_read_back_and_nothing_else_is() {
        try (Ed25519PrivateKey key = Ed25519PrivateKey.generate()) {
            Ed25519PublicKey pub = key.publicKey();
            String text = pub.text();
            String sig = Ed25519PublicKey.signatureText(key.sign());

            assertThat(text).hasSize(51).startsWith("ed25519:");
            assertThat(Ed25519PublicKey.parse(text)).contains(pub);
            assertThat(Ed25519PublicKey.parseSignature(sig)).hasValue(key.sign());
            assertThat(Ed25519PublicKey.parse(text + "=")).isEmpty();
            assertThat(Ed25519PublicKey.parse("x25519:" + text.substring(8))).isEmpty();
            assertThat(Ed25519PublicKey.parse(Text.base64url(pub.bytes()))).isEmpty();
            assertThat(Ed25519PublicKey.parseSignature(text)).isEmpty();
        }
    }

    @Test
    void a_closed_key_signs_nothing_and_says_nothing() {
        Ed25519PrivateKey key = Ed25519PrivateKey.generate();
        String seed = Text.hex(key.seed().copy());
        key.close();

        assertThatThrownBy(key::sign).isInstanceOf(IllegalStateException.class);
        assertThat(key.toString()).doesNotContain(seed).contains(key.publicKey().text());
    }
}
