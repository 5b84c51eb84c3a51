package xyz.blueblocks.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.sdk.transfer.Progress;
import xyz.blueblocks.sdk.transfer.Progress.Phase;

final class ProgressBarTest {
    private static final long MIB = 1 << 20;
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong nanos = new AtomicLong();
    private final StringWriter err = new StringWriter();

    private ProgressBar bar(boolean lively) {
        Streams streams =
                new Streams(
                        InputStream.nullInputStream(),
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(err),
                        lively);
        Terminal terminal =
                new Terminal(
                        streams,
                        new TtyPrompts(),
                        Map.of(),
                        Path.of("/"),
                        new Surroundings(() -> Instant.EPOCH, nanos::get, new Random(1)));
        return ProgressBar.of(terminal, "scan.dcm");
    }

    @Test
    @DisplayName("E17: a line each second tells share, bytes, rate and time left")
    void a_line_each_second_where_nothing_can_be_redrawn() {
        try (ProgressBar bar = bar(false)) {
            for (int second = 0; second <= 4; second++) {
                nanos.set(second * SECOND);
                bar.progress(new Progress(Phase.SENDING, second * 10 * MIB, 100 * MIB, 0));
                bar.progress(new Progress(Phase.SENDING, second * 10 * MIB + 1, 100 * MIB, 0));
            }
        }
        assertThat(err.toString().lines().toList()).hasSize(5);
        assertThat(err.toString().lines().toList().getLast())
                .contains("40 %", "40.0 MiB of 100 MiB", "10.0 MiB/s", "0:06 left")
                .doesNotContain("\r");
    }

    @Test
    void a_terminal_sees_one_line_redrawn_and_erased_at_the_end() {
        try (ProgressBar bar = bar(true)) {
            bar.progress(new Progress(Phase.SENDING, 50 * MIB, 100 * MIB, 0));
        }
        assertThat(err.toString()).contains("[====").contains("50 %").endsWith("\r\u001b[2K");
        assertThat(err.toString()).doesNotContain("\n");
    }

    @Test
    void what_stands_still_has_no_time_left() {
        try (ProgressBar bar = bar(false)) {
            for (int second = 0; second <= 8; second++) {
                nanos.set(second * SECOND);
                bar.progress(new Progress(Phase.SENDING, 10 * MIB, 100 * MIB, 0));
            }
            assertThat(bar.line()).contains("0 B/s").doesNotContain("left");
        }
    }

    @Test
    void what_is_not_known_yet_is_not_said_and_a_line_is_not_repeated() {
        try (ProgressBar bar = bar(false)) {
            for (int second = 0; second <= 4; second++) {
                nanos.set(second * SECOND);
                bar.progress(new Progress(Phase.PREPARING, 0, 0, 0));
            }
        }
        assertThat(err.toString().lines()).containsExactly("scan.dcm  reading");
    }

    @Test
    void an_empty_file_is_no_division_by_zero() {
        try (ProgressBar bar = bar(false)) {
            bar.progress(new Progress(Phase.DELIVERED, 0, 0, 0));
            assertThat(bar.line()).contains("0 B of 0 B").contains("delivered");
        }
    }

    @Test
    void hostile_names_are_harmless() {
        assertThat(Shown.line("a\u001b[31mred\u0000\u202Egpj.exe\n"))
                .isEqualTo("a?[31mred??gpj.exe");
        assertThat(Shown.line("ü".repeat(2000)).length()).isLessThan(600);
    }
}
