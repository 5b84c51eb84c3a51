package xyz.blueblocks.crypto.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.Vectors;
import xyz.blueblocks.crypto.hash.Sha256;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;

class IdentityTest {
    @Test
    @DisplayName(
            "F09: nine golden hierarchies, made by other libraries: keys, ids, addresses, codes")
    void golden_hierarchies_agree() {
        int cases = 0;
        for (JsonNode c : Vectors.json("identity.json").get("cases")) {
            int generation = c.get("generation").asInt();
            SecretBytes master = Vectors.secret(c, "master");
            assertThat(RecoveryCode.encode(master)).isEqualTo(c.get("recovery_code").asText());
            try (KeyHierarchy keys = KeyHierarchy.of(master)) {
                identity(keys.identity(generation), c);
                encryption(keys, generation, c);
                assertThat(keys.data(generation).copy()).isEqualTo(Vectors.hex(c, "data"));
                assertThat(keys.recordKey(c.get("record_id").asText(), generation).copy())
                        .isEqualTo(Vectors.hex(c, "record_key"));
            }
            cases++;
        }
        assertThat(cases).isEqualTo(9);
    }

    private static void identity(Ed25519PrivateKey key, JsonNode c) {
        Ed25519PublicKey pub = key.publicKey();
        PeerId id = PeerId.of(pub);
        assertThat(key.seed().copy()).isEqualTo(Vectors.hex(c, "identity_seed"));
        assertThat(pub.text()).isEqualTo(c.get("public_key").asText());
        assertThat(id.bytes()).isEqualTo(Vectors.hex(c, "peer_id_bytes"));
        assertThat(id).hasToString(c.get("peer_id").asText());
        assertThat(PeerId.parse(c.get("peer_id").asText())).contains(id);
        assertThat(PeerId.decode(id.bytes())).contains(id);
        assertThat(BlueAddress.of(pub)).isEqualTo(c.get("address").asText());
        assertThat(BlueAddress.matches(c.get("address").asText(), pub)).isTrue();
    }

    private static void encryption(KeyHierarchy keys, int generation, JsonNode c) {
        HpkePrivateKey x25519 = keys.encryption(generation, HpkeKem.X25519);
        HpkePrivateKey xwing = keys.encryption(generation);
        assertThat(x25519.bytes().copy()).isEqualTo(Vectors.hex(c, "encryption_secret"));
        assertThat(x25519.publicKey().text()).isEqualTo(c.get("x25519").asText());
        assertThat(Sha256.hash(xwing.publicKey().bytes()))
                .isEqualTo(Vectors.hex(c, "xwing_sha256"));
    }

    @Test
    @DisplayName(
            "F09: no two keys of a hierarchy are the same, over kinds, generations and records")
    void all_keys_of_a_hierarchy_differ() {
        Set<String> seen = new HashSet<>();
        try (KeyHierarchy keys = KeyHierarchy.of(SecretBytes.random(32))) {
            for (int generation = 0; generation < 4; generation++) {
                seen.add(Text.hex(keys.identity(generation).seed().copy()));
                seen.add(Text.hex(keys.encryption(generation).bytes().copy()));
                seen.add(Text.hex(keys.data(generation).copy()));
                seen.add(Text.hex(keys.recordKey("a", generation).copy()));
                seen.add(Text.hex(keys.recordKey("ab", generation).copy()));
            }
            assertThatThrownBy(() -> keys.data(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> keys.recordKey("", 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(seen).hasSize(20);
    }

    @Test
    void a_libp2p_key_has_its_libp2p_id() {
        byte[] key =
                Vectors.hex("1ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e");
        PeerId id = PeerId.of(Ed25519PublicKey.decode(key).orElseThrow());

        assertThat(id).hasToString("12D3KooWBtg3aaRMjxwedh83aGiUkwSxDwUZkzuJcfaqUmo7R3pq");
    }

    @Test
    void hostile_peer_ids_are_refused() {
        PeerId id = PeerId.of(Ed25519PrivateKey.generate().publicKey());
        String text = id.toString();
        byte[] binary = id.bytes();
        for (int i = 0; i < 6; i++) {
            byte[] bad = binary.clone();
            bad[i] ^= 1;
            assertThat(PeerId.decode(bad)).isEmpty();
        }
        byte[] identityElement = id.bytes();
        java.util.Arrays.fill(identityElement, 6, 38, (byte) 0);
        identityElement[6] = 1;
        assertThat(PeerId.decode(identityElement)).isEmpty();
        for (int size = 0; size < 38; size++) {
            assertThat(PeerId.decode(java.util.Arrays.copyOf(binary, size))).isEmpty();
        }
        for (int size = 0; size < text.length(); size++) {
            assertThat(PeerId.parse(text.substring(0, size))).isEmpty();
        }
        // An RSA key's id, a second leading zero byte, characters outside the alphabet, and noise.
        for (String bad :
                List.of(
                        "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N",
                        "1" + text.substring(0, 51),
                        text.substring(0, 51) + "0",
                        text.substring(0, 51) + "é",
                        "z".repeat(52),
                        "1".repeat(52),
                        text + "1",
                        "9".repeat(100_000))) {
            assertThat(PeerId.parse(bad)).isEmpty();
        }
    }

    @Test
    void one_wrong_character_in_an_address_or_code_is_noticed() {
        String address = BlueAddress.of(Ed25519PrivateKey.generate().publicKey());
        String code = RecoveryCode.encode(SecretBytes.random(32));
        assertThat(address).hasSize(41).startsWith("bb1");
        assertThat(code).hasSize(62).startsWith("bbk1");
        assertThat(BlueAddress.parse(address)).isPresent();
        assertThat(RecoveryCode.decode(code)).isPresent();
        for (char wrong : "qpzry9x8gf2tvdw0s3jn54khce6mua7lb1Qé".toCharArray()) {
            for (int i = 0; i < 62; i++) {
                mistyped(code, i, wrong);
                mistyped(address, Math.min(i, 40), wrong);
            }
        }
        assertThat(BlueAddress.parse(address.toUpperCase(Locale.ROOT))).isEmpty();
        assertThat(BlueAddress.parse(code)).isEmpty();
        assertThat(RecoveryCode.decode(address)).isEmpty();
        assertThat(RecoveryCode.decode("bbk1")).isEmpty();
        assertThat(RecoveryCode.decode(code + "q")).isEmpty();
    }

    private static void mistyped(String text, int at, char wrong) {
        if (text.charAt(at) == wrong) {
            return;
        }
        String bad = text.substring(0, at) + wrong + text.substring(at + 1);
        assertThat(BlueAddress.parse(bad)).isEmpty();
        assertThat(RecoveryCode.decode(bad)).isEmpty();
    }

    @Test
    void bech32m_follows_its_specification() {
        // BIP-350: the shortest valid strings, and the witness program of its first address.
        assertThat(Bech32m.decode("a", "a1lqfn3a", 0)).hasValue(new byte[0]);
        assertThat(Bech32m.encode("a", new byte[0])).isEqualTo("a1lqfn3a");
        assertThat(Bech32m.decode("?", "?1v759aa", 0)).hasValue(new byte[0]);
        String abcdef = "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx";
        byte[] groups = Bech32m.decode("abcdef", abcdef, 20).orElseThrow();
        assertThat(Text.hex(groups)).isEqualTo("ffbbcdeb38bdab49ca307b9ac5a928398a418820");
        assertThat(Bech32m.encode("abcdef", groups)).isEqualTo(abcdef);
        // Bech32's constant instead of bech32m's, and a wrong prefix.
        assertThat(Bech32m.decode("a", "a12uel5l", 0)).isEmpty();
        assertThat(Bech32m.decode("b", "a1lqfn3a", 0)).isEmpty();
    }
}
