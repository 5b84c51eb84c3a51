package xyz.blueblocks.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mri_scan.dcm|mri_scan.dcm",
                "Befund für Zoë.pdf|Befund für Zoë.pdf",
                "../../etc/passwd|_.._etc_passwd",
                "C:\\x\\y|C__x_y",
                "/|_",
                "...|unnamed",
                "''|unnamed",
                "' . '|unnamed",
                ".bashrc|bashrc",
                "a.exe. |a.exe",
                "CON|_CON",
                "nul.txt|_nul.txt",
                "lpt1|_lpt1",
                "console.txt|console.txt",
                "a*b?c\"d<e>f|a_b_c_d_e_f"
            })
    @DisplayName("E03: names are shown without path characters, devices and misleading ends")
    void shows(String name, String shown) {
        assertThat(FileNames.display(name)).isEqualTo(shown);
    }

    @Test
    @DisplayName("E03: characters that turn the direction of writing are not shown")
    void leaves_out_invisible_characters() {
        assertThat(FileNames.display("scan\u202efdp.exe")).isEqualTo("scanfdp.exe");
        assertThat(FileNames.display("a\u2066b\u2069\u200f\u061c\u200b\ufeffc")).isEqualTo("abc");
        assertThat(FileNames.display("a\u0000b\nc\u001bd\u0085e")).isEqualTo("a_b_c_de");
        assertThat(FileNames.display("a\u2028b\ue000c")).isEqualTo("abc");
        assertThat(FileNames.display("\u202e")).isEqualTo("unnamed");
        assertThat(FileNames.display("\ud800x")).isEqualTo("x");
    }

    @Test
    void cuts_long_names_and_keeps_their_extension() {
        String shown = FileNames.display("x".repeat(500) + ".dcm");
        assertThat(shown).hasSize(FileNames.MAX_CODE_POINTS).endsWith(".dcm");
        assertThat(FileNames.display("😀".repeat(300)).codePointCount(0, 240))
                .isEqualTo(FileNames.MAX_CODE_POINTS);
    }

    @Test
    void showing_twice_changes_nothing_and_never_makes_a_path() {
        long seed = 99;
        Random random = new Random(seed);
        String alphabet = "aZ9./\\: \u202e\u0000😀é*conul";
        int[] points = alphabet.codePoints().toArray();
        for (int i = 0; i < 5_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int j = random.nextInt(200); j > 0; j--) {
                name.appendCodePoint(points[random.nextInt(points.length)]);
            }
            String once = FileNames.display(name.toString());
            assertThat(FileNames.display(once)).as("seed %d", seed).isEqualTo(once);
            assertThat(once).isNotEmpty().doesNotContain("/", "\\", "\u202e", "\u0000");
            assertThat(once).doesNotStartWith(".").doesNotEndWith(".").doesNotEndWith(" ");
        }
    }
}
