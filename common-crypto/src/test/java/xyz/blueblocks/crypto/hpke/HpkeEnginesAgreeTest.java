package xyz.blueblocks.crypto.hpke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.CryptoProviders;
import xyz.blueblocks.crypto.SecretBytes;

/// Whichever library runs HPKE, the other end cannot tell.
class HpkeEnginesAgreeTest {
    private static final byte[] INFO = "bb/test/v1".getBytes(UTF_8);
    private static final byte[] AAD = "aad".getBytes(UTF_8);
    private static final byte[] TEXT = "a message".getBytes(UTF_8);

    private static List<HpkeEngine> engines() {
        List<HpkeEngine> engines = new ArrayList<>(List.of(new PureHpke()));
        CryptoProviders.conscrypt().ifPresent(p -> engines.add(new NativeHpke(p)));
        return engines;
    }

    @Test
    @DisplayName("F13, F14: every engine opens what every engine sealed, X25519 and X-Wing")
    void each_engine_opens_what_each_engine_seals() {
        int pairs = 0;
        for (HpkeKem kem : HpkeKem.values()) {
            for (HpkeEngine sending : engines()) {
                for (HpkeEngine receiving : engines()) {
                    exchange(kem, sending, receiving);
                    pairs++;
                }
            }
        }
        assertThat(pairs).isEqualTo(CryptoProviders.nativesEnabled() ? 8 : 2);
    }

    private static void exchange(HpkeKem kem, HpkeEngine sending, HpkeEngine receiving) {
        SecretBytes secret = SecretBytes.random(32);
        HpkePublicKey key = HpkePrivateKey.fromBytes(kem, secret).publicKey();
        HpkeEngine.Sealing sender = sending.sender(key, INFO);
        HpkeEngine.Opening recipient =
                receiving.opener(kem, secret.copy()).open(sender.enc(), INFO).orElseThrow();
        byte[] first = sender.seal(AAD, TEXT);
        byte[] second = sender.seal(AAD, TEXT);

        assertThat(sender.enc()).hasSize(kem.encBytes());
        assertThat(recipient.open(AAD, second)).as("out of order").isEmpty();
        assertThat(recipient.open(AAD, first)).hasValue(TEXT);
        assertThat(recipient.open(AAD, first)).as("replayed").isEmpty();
        assertThat(recipient.open(AAD, second)).hasValue(TEXT);
        assertThat(recipient.export(INFO, 77)).isEqualTo(sender.export(INFO, 77));
    }

    @Test
    void each_engine_answers_hostile_enc_with_nothing_or_with_a_context_that_opens_nothing() {
        for (HpkeKem kem : HpkeKem.values()) {
            SecretBytes secret = SecretBytes.random(32);
            HpkePublicKey key = HpkePrivateKey.fromBytes(kem, secret).publicKey();
            for (HpkeEngine engine : engines()) {
                byte[] sealed = engine.sender(key, INFO).seal(AAD, TEXT);
                HpkeEngine.Opener opener = engine.opener(kem, secret.copy());
                for (byte fill : new byte[] {0, 1, (byte) 0xFF}) {
                    byte[] hostile = new byte[kem.encBytes()];
                    Arrays.fill(hostile, fill);
                    assertThat(opener.open(hostile, INFO).flatMap(r -> r.open(AAD, sealed)))
                            .isEmpty();
                }
                assertThat(opener.open(new byte[kem.encBytes()], INFO))
                        .as("all-zero enc, %s by %s", kem, engine)
                        .isEmpty();
                assertThat(opener.open(new byte[kem.encBytes() - 1], INFO)).isEmpty();
                assertThat(opener.open(new byte[0], INFO)).isEmpty();
            }
        }
    }
}
