package xyz.blueblocks.audit.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TilePathTest {
    @Test
    @DisplayName("H05: tile paths are those of C2SP tlog-tiles")
    void reads_the_paths_of_the_specification() {
        assertThat(TilePath.parse("x001/x234/067")).contains(new TilePath(1_234_067, 256));
        assertThat(TilePath.parse("x001/x234/067.p/8")).contains(new TilePath(1_234_067, 8));
        assertThat(TilePath.parse("000")).contains(new TilePath(0, 256));
        assertThat(TilePath.parse("000.p/255")).contains(new TilePath(0, 255));
    }

    @Test
    void writes_what_it_reads() {
        for (long index : new long[] {0, 9, 999, 1_000, 999_999, 1_000_000, (1L << 55) - 1}) {
            for (int width : new int[] {1, 112, 255, 256}) {
                TilePath path = new TilePath(index, width);
                assertThat(TilePath.parse(path.text())).contains(path);
            }
        }
    }

    @Test
    void refuses_every_other_text_for_a_place() {
        for (String bad :
                new String[] {
                    "",
                    "0",
                    "0000",
                    "x000/000",
                    "001/002",
                    "x01/002",
                    "x001/x002",
                    "000.p/0",
                    "000.p/256",
                    "000.p/01",
                    "000.p/",
                    "000.p/1.p/1",
                    "000.p/1/2",
                    "/000",
                    "000/",
                    "..",
                    "-01",
                    "\u0661\u0661\u0661",
                    "x999/x999/x999/x999/x999/999",
                    "x001/".repeat(1000) + "001",
                }) {
            assertThat(TilePath.parse(bad)).as(bad).isEmpty();
        }
    }
}
