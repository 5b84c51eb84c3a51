package xyz.blueblocks.crypto.kem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Vectors;

class MlKem768Test {
    @Test
    @DisplayName("F14: Wycheproof's 193 ML-KEM-768 cases come out as marked")
    void wycheproof_passes() {
        int valid = 0;
        int badCiphertext = 0;
        int badSeed = 0;
        for (JsonNode t : Vectors.json("wycheproof-mlkem-768.json.gz").get("tests")) {
            byte[] seed = Vectors.hex(t, "seed");
            byte[] ciphertext = Vectors.hex(t, "c");
            if (seed.length != 64) {
                assertThat(t.get("result").asText()).isEqualTo("invalid");
                badSeed++;
                continue;
            }
            Optional<SecretBytes> secret = pair(seed).decapsulate(ciphertext);
            if (t.get("result").asText().equals("valid")) {
                assertThat(secret.orElseThrow().copy())
                        .as("tcId %s", t.get("tcId"))
                        .isEqualTo(Vectors.hex(t, "K"));
                valid++;
            } else {
                assertThat(secret).isEmpty();
                badCiphertext++;
            }
        }
        assertThat(valid).isEqualTo(153);
        // Seeds have no form in our API, so a bad one cannot come in at all.
        assertThat(badCiphertext + badSeed).isEqualTo(40);
        assertThat(badSeed).isEqualTo(20);
    }

    /// The JDK takes expanded keys only; Bouncy Castle expands the seed.
    private static MlKem768.Pair pair(byte[] seed) {
        MLKEMPrivateKeyParameters key =
                new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, seed);
        return MlKem768.Pair.ofExpanded(key.getPublicKey(), key.getEncoded());
    }

    @Test
    void both_ends_share_a_secret_and_a_forged_ciphertext_gives_another() {
        try (MlKem768.Pair pair = MlKem768.generate();
                MlKem768.Encapsulation sent =
                        MlKem768.encapsulate(pair.publicBytes()).orElseThrow()) {
            byte[] forged = sent.ciphertext();
            forged[100] ^= 1;

            assertThat(pair.decapsulate(sent.ciphertext()).orElseThrow().copy())
                    .isEqualTo(sent.secret().copy());
            assertThat(pair.decapsulate(forged).orElseThrow().copy())
                    .isNotEqualTo(sent.secret().copy());
            assertThat(MlKem768.parsePublic(pair.publicText())).hasValue(pair.publicBytes());
        }
    }

    @Test
    @DisplayName("F14: a public key with a coefficient of q or more, wherever, is no key")
    void coefficients_above_the_modulus_are_refused() {
        byte[] key = MlKem768.generate().publicBytes();
        for (int i = 0; i < 768; i++) {
            byte[] bad = key.clone();
            int at = i / 2 * 3 + i % 2;
            // 3329 = 0xD01, the least coefficient that is too large.
            if (i % 2 == 0) {
                bad[at] = 0x01;
                bad[at + 1] = (byte) ((bad[at + 1] & 0xF0) | 0x0D);
            } else {
                bad[at] = (byte) ((bad[at] & 0x0F) | 0x10);
                bad[at + 1] = (byte) 0xD0;
            }
            assertThat(MlKem768.isStrict(bad)).as("coefficient %d", i).isFalse();
        }
        assertThat(MlKem768.isStrict(key)).isTrue();
        assertThat(MlKem768.encapsulate(Arrays.copyOf(key, 1183))).isEmpty();
        assertThat(MlKem768.encapsulate(new byte[0])).isEmpty();
    }

    @Test
    void a_closed_pair_opens_nothing() {
        MlKem768.Pair pair = MlKem768.generate();
        pair.close();

        assertThatThrownBy(() -> pair.decapsulate(new byte[1088]))
                .isInstanceOf(IllegalStateException.class);
    }
}
