package xyz.blueblocks.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpiCheckTest {
    // 1234567893 is the example of CMS's own description of the check digit.
    @ParameterizedTest
    @ValueSource(strings = {"1234567893", "1000000004", "2000000002"})
    @DisplayName("A06: an NPI with the right check digit holds")
    void holds(String npi) {
        assertThat(NpiCheck.holds(npi)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234567890",
                "123456789",
                "12345678930",
                "",
                "abcdefghij",
                "0234567893",
                "3234567893",
                "123456789٣",
                " 1234567893",
                "2134567893"
            })
    @DisplayName("A06: anything else does not")
    void does_not_hold(String npi) {
        assertThat(NpiCheck.holds(npi)).isFalse();
    }

    @Test
    @DisplayName("A06: of the ten last digits exactly one is right")
    void exactly_one_check_digit_is_right() {
        for (int stem = 100_000_000; stem < 100_010_000; stem += 7) {
            int right = 0;
            for (int digit = 0; digit < 10; digit++) {
                right += NpiCheck.holds("" + stem + digit) ? 1 : 0;
            }
            assertThat(right).as("%d", stem).isEqualTo(1);
        }
    }
}
