package xyz.blueblocks.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SizesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "17, 17",
        "17b, 17",
        "1K, 1024",
        "500M, 524288000",
        "1.5G, 1610612736",
        "20 MiB, 20971520",
        "5gb, 5368709120",
        "2T, 2199023255552"
    })
    void reads_sizes_as_people_write_them(String text, long bytes) {
        assertThat(Sizes.parse(text)).hasValue(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "M", "-1", "1.5.2", "1X", "999999999999999T", "1e9", "٣"})
    void refuses_what_is_no_size(String text) {
        assertThat(Sizes.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1536, 1.5 KiB",
        "104857600, 100 MiB",
        "5368709120, 5.0 GiB"
    })
    void shows_sizes_with_three_digits(long bytes, String text) {
        assertThat(Sizes.text(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "90s, 90",
        "90, 90",
        "5m, 300",
        "2h, 7200",
        "7d, 604800",
        "1h30m, 5400",
        "PT5M, 300",
        "1d 2h, 93600"
    })
    void reads_durations_as_people_write_them(String text, long seconds) {
        assertThat(Durations.parse(text)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0s", "soon", "-5m", "5x", "m5", "1.5h"})
    void refuses_what_is_no_duration(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"42, 0:42", "125, 2:05", "3661, 1:01:01", "0, 0:00"})
    void shows_time_left_like_a_clock(long seconds, String text) {
        assertThat(Durations.clock(Duration.ofSeconds(seconds))).isEqualTo(text);
    }
}
