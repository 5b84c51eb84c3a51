package xyz.blueblocks.crypto.hpke;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Vectors;
import xyz.blueblocks.crypto.aead.AeadKey;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.kdf.Hkdf;

/// CFRG's HPKE vectors for our suite, and X-Wing's vectors under a key schedule written down here
/// from RFC 9180 a second time.
class HpkeVectorsTest {
    @Test
    @DisplayName("F13: CFRG's vectors of base mode, X25519, AES-256-GCM: 257 messages, 3 exports")
    void cfrg_vectors_open() {
        int messages = 0;
        int exports = 0;
        for (JsonNode c : Vectors.json("hpke.json").get("cases")) {
            assertThat(c.get("kem_id").asInt()).isEqualTo(HpkeKem.X25519.id());
            HpkePrivateKey key =
                    HpkePrivateKey.fromBytes(HpkeKem.X25519, Vectors.secret(c, "skRm"));
            assertThat(key.publicKey().bytes()).isEqualTo(Vectors.hex(c, "pkRm"));
            byte[] info = Vectors.hex(c, "info");
            HpkeRecipient recipient =
                    HpkeRecipient.open(key, Vectors.hex(c, "enc"), info).orElseThrow();
            for (JsonNode e : c.get("encryptions")) {
                assertThat(recipient.open(Vectors.hex(e, "aad"), Vectors.hex(e, "ciphertext")))
                        .hasValue(Vectors.hex(e, "plaintext"));
                messages++;
            }
            for (JsonNode e : c.get("exports")) {
                byte[] context = Vectors.hex(e, "exporter_context");
                assertThat(recipient.export(context, e.get("L").asInt()).copy())
                        .isEqualTo(Vectors.hex(e, "exported_value"));
                exports++;
            }
            Schedule schedule = Schedule.of(HpkeKem.X25519, Vectors.hex(c, "shared_secret"), info);
            assertThat(schedule.key().copy()).isEqualTo(Vectors.hex(c, "key"));
            assertThat(schedule.nonce().copy()).isEqualTo(Vectors.hex(c, "base_nonce"));
        }
        assertThat(messages).isEqualTo(257);
        assertThat(exports).isEqualTo(3);
    }

    @Test
    @DisplayName(
            "F14: X-Wing's three vectors: public key, and a seal made from the shared secret "
                    + "opens")
    void xwing_vectors_open() {
        int cases = 0;
        byte[] info = "info".getBytes(US_ASCII);
        byte[] aad = "aad".getBytes(US_ASCII);
        for (JsonNode c : Vectors.json("xwing.json").get("cases")) {
            HpkePrivateKey key = HpkePrivateKey.fromBytes(HpkeKem.XWING, Vectors.secret(c, "seed"));
            assertThat(key.publicKey().bytes()).isEqualTo(Vectors.hex(c, "pk"));
            Schedule schedule = Schedule.of(HpkeKem.XWING, Vectors.hex(c, "ss"), info);
            byte[] sealed = new byte[19];
            new AeadKey(AeadSuite.AES_256_GCM, schedule.key())
                    .seal(schedule.nonce().copy(), aad, new byte[] {1, 2, 3}, 0, 3, sealed, 0);

            HpkeRecipient recipient =
                    HpkeRecipient.open(key, Vectors.hex(c, "ct"), info).orElseThrow();
            assertThat(recipient.open(aad, sealed)).hasValue(new byte[] {1, 2, 3});
            assertThat(recipient.export(aad, 40).copy()).isEqualTo(schedule.export(aad, 40));
            cases++;
        }
        assertThat(cases).isEqualTo(3);
    }

    /// RFC 9180 sections 4 and 5.1, mode base, HKDF-SHA256 (0x0001), AES-256-GCM (0x0002).
    private record Schedule(SecretBytes key, SecretBytes nonce, SecretBytes exporter, int kem) {
        static Schedule of(HpkeKem kem, byte[] shared, byte[] info) {
            SecretBytes empty = SecretBytes.take(new byte[0]);
            byte[] pskHash = extract(kem.id(), new byte[0], "psk_id_hash", empty).copy();
            byte[] infoHash =
                    extract(kem.id(), new byte[0], "info_hash", SecretBytes.copyOf(info)).copy();
            byte[] context = cat(new byte[] {0}, pskHash, infoHash);
            SecretBytes secret = extract(kem.id(), shared, "secret", empty);
            return new Schedule(
                    expand(kem.id(), secret, "key", context, 32),
                    expand(kem.id(), secret, "base_nonce", context, 12),
                    expand(kem.id(), secret, "exp", context, 32),
                    kem.id());
        }

        byte[] export(byte[] context, int length) {
            return expand(kem, exporter, "sec", context, length).copy();
        }

        private static SecretBytes extract(int kem, byte[] salt, String label, SecretBytes ikm) {
            byte[] labeled = cat(ascii("HPKE-v1"), suite(kem), ascii(label), ikm.copy());
            return Hkdf.extract(salt, SecretBytes.take(labeled));
        }

        private static SecretBytes expand(
                int kem, SecretBytes key, String label, byte[] info, int length) {
            byte[] size = {(byte) (length >> 8), (byte) length};
            byte[] labeled = cat(size, ascii("HPKE-v1"), suite(kem), ascii(label), info);
            return Hkdf.expand(key, labeled, length);
        }

        private static byte[] suite(int kem) {
            return cat(ascii("HPKE"), new byte[] {(byte) (kem >> 8), (byte) kem, 0, 1, 0, 2});
        }

        private static byte[] ascii(String text) {
            return text.getBytes(US_ASCII);
        }

        private static byte[] cat(byte[]... parts) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (byte[] part : parts) {
                out.writeBytes(part);
            }
            return out.toByteArray();
        }
    }
}
