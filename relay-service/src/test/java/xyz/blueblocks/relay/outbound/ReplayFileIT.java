package xyz.blueblocks.relay.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.relay.core.UsedSetup;

final class ReplayFileIT {
    private static final Instant START = Instant.ofEpochSecond(1_800_000_000L);

    @TempDir Path folder;

    @Test
    @DisplayName(
            "C31: the log tells the next run what was used, and whether the last one ended in order")
    void survives_an_orderly_end() {
        ReplayFile first = ReplayFile.open(folder, START);
        assertThat(first.past().clean()).isTrue();
        assertThat(first.past().used()).isEmpty();
        assertThat(first.append(START, 1, 2, 3, 4)).isTrue();
        first.close();
        ReplayFile second = ReplayFile.open(folder, START.plusSeconds(5));
        assertThat(second.past().clean()).isTrue();
        assertThat(second.past().used()).containsExactly(new UsedSetup(START, 1, 2, 3, 4));
        second.append(START.plusSeconds(6), 5, 6, 0, 0);
        second.sync();
        ReplayFile third = ReplayFile.open(folder, START.plusSeconds(7));
        assertThat(third.past().clean()).as("the second was not closed").isFalse();
        assertThat(third.past().used())
                .containsExactlyInAnyOrder(
                        new UsedSetup(START, 1, 2, 3, 4),
                        new UsedSetup(START.plusSeconds(6), 5, 6, 0, 0));
    }

    @Test
    @DisplayName("C31: entries are forgotten after ten minutes and no file grows for ever")
    void turns_files() throws Exception {
        ReplayFile log = ReplayFile.open(folder, START);
        for (int minute = 0; minute < 60; minute++) {
            log.append(START.plus(Duration.ofMinutes(minute)), minute, 1, 2, 3);
        }
        log.close();
        long bytes =
                Files.size(folder.resolve("replay-a.log"))
                        + Files.size(folder.resolve("replay-b.log"));
        assertThat(bytes).isLessThanOrEqualTo(21L * ReplayFile.ENTRY_BYTES);
        ReplayFile next = ReplayFile.open(folder, START.plus(Duration.ofMinutes(60)));
        assertThat(next.past().used()).hasSizeBetween(9, 11);
    }

    @Test
    @DisplayName("C31: a torn last entry is left out")
    void a_torn_entry_is_left_out() throws Exception {
        ReplayFile log = ReplayFile.open(folder, START);
        log.append(START, 1, 2, 3, 4);
        log.close();
        Files.write(folder.resolve("replay-a.log"), new byte[20], StandardOpenOption.APPEND);
        assertThat(ReplayFile.open(folder, START).past().used())
                .containsExactly(new UsedSetup(START, 1, 2, 3, 4));
    }
}
