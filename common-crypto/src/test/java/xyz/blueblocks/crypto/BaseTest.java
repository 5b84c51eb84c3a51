package xyz.blueblocks.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What all packages stand on: secrets, labels, text forms, providers.
class BaseTest {
    @Test
    void a_secret_is_silent_and_zeroed_on_close() {
        byte[] bytes = {1, 2, 3};
        SecretBytes secret = SecretBytes.take(bytes);

        assertThat(secret).hasToString("SecretBytes[3]");
        int length = secret.use(b -> b.length);
        assertThat(length).isEqualTo(3);
        secret.close();
        secret.close();
        assertThat(bytes).containsOnly(0);
        assertThat(secret.length()).isEqualTo(3);
        assertThat(secret.isClosed()).isTrue();
        assertThatThrownBy(secret::copy).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> secret.use(b -> b)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_copied_secret_does_not_share_its_array() {
        byte[] bytes = {1, 2, 3, 4};
        SecretBytes secret = SecretBytes.copyOf(bytes);
        bytes[0] = 9;

        assertThat(secret.copy()).containsExactly(1, 2, 3, 4);
        assertThat(secret.slice(1, 3).copy()).containsExactly(2, 3);
        assertThat(secret.constantTimeEquals(SecretBytes.copyOf(new byte[] {1, 2, 3, 4}))).isTrue();
        assertThat(secret.constantTimeEquals(SecretBytes.copyOf(bytes))).isFalse();
        assertThatThrownBy(() -> secret.slice(2, 5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("F07: random secrets differ, and no length is absurd")
    void random_secrets_differ() {
        SecretBytes one = SecretBytes.random(32);

        assertThat(one.constantTimeEquals(SecretBytes.random(32))).isFalse();
        assertThatThrownBy(() -> SecretBytes.random(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SecretBytes.random(65_537))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_label_is_ascii_then_zero_then_fields() {
        assertThat(Labels.of("bb/x/v1", new byte[] {7}, new byte[0], new byte[] {8, 9}))
                .isEqualTo("bb/x/v1\0\u0007\b\t".getBytes(US_ASCII));
        for (String bad : List.of("", "a b", "a\0", "é", "a\n")) {
            assertThatThrownBy(() -> Labels.of(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void text_forms_read_back_only_what_they_write() {
        for (int n = 0; n < 70; n++) {
            byte[] bytes = new byte[n];
            Arrays.fill(bytes, (byte) (255 - n));
            assertThat(Text.parseBase64url(Text.base64url(bytes))).hasValue(bytes);
            assertThat(Text.parseHex(Text.hex(bytes))).hasValue(bytes);
        }
        for (String bad : List.of("A", "AB", "AA==", "AAE=", "+/+/", "AA A", "A", "AAAAA", "é")) {
            assertThat(Text.parseBase64url(bad)).as(bad).isEmpty();
        }
        for (String bad : List.of("0", "AB", "0g", "0x", " 00", "00 ")) {
            assertThat(Text.parseHex(bad)).as(bad).isEmpty();
        }
    }

    @Test
    void prefixed_text_has_one_prefix_and_one_length() {
        String text = Text.prefixed("x:", new byte[5]);

        assertThat(Text.parsePrefixed("x:", text, 5)).hasValue(new byte[5]);
        assertThat(Text.parsePrefixed("x:", text, 4)).isEmpty();
        assertThat(Text.parsePrefixed("x:", text, 6)).isEmpty();
        assertThat(Text.parsePrefixed("y:", text, 5)).isEmpty();
        assertThat(Text.parsePrefixed("x:", text.toUpperCase(java.util.Locale.ROOT), 5)).isEmpty();
    }

    @Test
    @DisplayName(
            "F01, F02: native code does the work where it may, is left out where it must, and "
                    + "is never registered globally")
    void providers_are_as_the_switch_says() {
        List<String> before =
                Arrays.stream(Security.getProviders()).map(Provider::getName).toList();
        String described = CryptoProviders.describe();
        boolean on = !"off".equals(System.getProperty("blueblocks.crypto.natives"));
        Optional<Provider> corretto = CryptoProviders.corretto();
        Optional<Provider> conscrypt = CryptoProviders.conscrypt();

        // The build machine can run both libraries; elsewhere only the second run is complete.
        assertThat(CryptoProviders.nativesEnabled()).isEqualTo(on);
        assertThat(corretto.isPresent()).isEqualTo(on);
        assertThat(conscrypt.isPresent()).isEqualTo(on);
        assertThat(described).startsWith("natives=" + (on ? "on" : "off"));
        assertThat(described.contains("Conscrypt")).isEqualTo(on);
        assertThat(described.contains("AmazonCorretto")).isEqualTo(on);
        assertThat(Arrays.stream(Security.getProviders()).map(Provider::getName).toList())
                .isEqualTo(before)
                .doesNotContain("Conscrypt", "AmazonCorrettoCryptoProvider", "BC");
    }
}
