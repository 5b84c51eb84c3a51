package xyz.blueblocks.crypto.hpke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.hash.Sha256;

class HpkeKeysTest {
    @Test
    void text_forms_and_key_ids_are_as_specified() {
        for (HpkeKem kem : HpkeKem.values()) {
            try (HpkePrivateKey key = HpkePrivateKey.generate(kem)) {
                HpkePublicKey pub = key.publicKey();

                assertThat(pub.bytes()).hasSize(kem.publicBytes());
                assertThat(HpkePublicKey.parse(pub.text())).contains(pub);
                assertThat(HpkePublicKey.decode(kem, pub.bytes())).contains(pub);
                assertThat(pub.keyId()).isEqualTo(Arrays.copyOf(Sha256.hash(pub.bytes()), 8));
                assertThat(HpkeKem.ofId(kem.id())).contains(kem);
                assertThat(HpkePrivateKey.fromBytes(kem, key.bytes()).publicKey()).isEqualTo(pub);
                assertThat(HpkePublicKey.parse(pub.text() + "A")).isEmpty();
                assertThat(HpkePublicKey.parse("ed25519:" + pub.text())).isEmpty();
            }
        }
        assertThat(HpkeKem.ofId(0x0010)).isEmpty();
    }

    @Test
    @DisplayName("F13, F14: hostile public keys, in either half of X-Wing, are no keys")
    void hostile_public_keys_are_refused() {
        byte[] good = HpkePrivateKey.generate(HpkeKem.XWING).publicKey().bytes();
        byte[] zeroX25519 = good.clone();
        Arrays.fill(zeroX25519, 1184, 1216, (byte) 0);
        byte[] topBit = good.clone();
        topBit[1215] |= (byte) 0x80;
        byte[] highCoefficient = good.clone();
        highCoefficient[0] = (byte) 0xFF;
        highCoefficient[1] = (byte) 0xFF;

        assertThat(HpkePublicKey.decode(HpkeKem.XWING, good)).isPresent();
        assertThat(HpkePublicKey.decode(HpkeKem.XWING, zeroX25519)).isEmpty();
        assertThat(HpkePublicKey.decode(HpkeKem.XWING, topBit)).isEmpty();
        assertThat(HpkePublicKey.decode(HpkeKem.XWING, highCoefficient)).isEmpty();
        assertThat(HpkePublicKey.decode(HpkeKem.XWING, Arrays.copyOf(good, 1215))).isEmpty();
        assertThat(HpkePublicKey.decode(HpkeKem.X25519, new byte[32])).isEmpty();
        assertThat(HpkePublicKey.decode(HpkeKem.X25519, good)).isEmpty();
    }

    @Test
    void a_message_opens_only_with_its_key_info_aad_and_bytes() {
        for (HpkeKem kem : HpkeKem.values()) {
            HpkePrivateKey key = HpkePrivateKey.generate(kem);
            HpkePrivateKey other = HpkePrivateKey.generate(kem);
            byte[] info = {1};
            HpkeSender sender = HpkeSender.open(key.publicKey(), info);
            byte[] sealed = sender.seal(info, new byte[10]);
            byte[] enc = sender.enc();

            assertThat(opens(key, enc, info, info, sealed)).isTrue();
            assertThat(opens(other, enc, info, info, sealed)).isFalse();
            assertThat(opens(key, enc, new byte[0], info, sealed)).isFalse();
            assertThat(opens(key, enc, info, new byte[0], sealed)).isFalse();
            for (int at : new int[] {0, 5, enc.length / 2, enc.length - 1}) {
                byte[] bad = enc.clone();
                bad[at] ^= 1;
                assertThat(opens(key, bad, info, info, sealed)).as("enc byte %d", at).isFalse();
            }
            for (int at = 0; at < sealed.length; at++) {
                byte[] bad = sealed.clone();
                bad[at] ^= 1;
                assertThat(opens(key, enc, info, info, bad)).isFalse();
                assertThat(opens(key, enc, info, info, Arrays.copyOf(sealed, at))).isFalse();
            }
        }
    }

    private static boolean opens(
            HpkePrivateKey key, byte[] enc, byte[] info, byte[] aad, byte[] sealed) {
        return HpkeRecipient.open(key, enc, info).flatMap(r -> r.open(aad, sealed)).isPresent();
    }

    @Test
    void mistakes_of_the_caller_throw_and_closed_keys_open_nothing() {
        HpkePrivateKey key = HpkePrivateKey.generate(HpkeKem.X25519);
        HpkeSender sender = HpkeSender.open(key.publicKey(), new byte[0]);
        key.close();

        assertThatThrownBy(() -> HpkeRecipient.open(key, sender.enc(), new byte[0]))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sender.export(new byte[0], 8161))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HpkePrivateKey.fromBytes(HpkeKem.XWING, SecretBytes.random(31)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
