package xyz.blueblocks.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheIT {
    @TempDir private Path folder;

    private AotCache cache(String... flags) {
        return AotCache.of(
                folder.resolve("caches"), "relay", List.of(flags), List.of(folder.resolve("jars")));
    }

    @Test
    void a_cache_is_for_one_set_of_jars_and_flags() throws IOException {
        Path jar =
                Files.writeString(
                        Files.createDirectory(folder.resolve("jars")).resolve("a.jar"), "one");
        Path before = cache("-Xmx96m").file();

        assertThat(cache("-Xmx96m").file()).isEqualTo(before);
        assertThat(cache("-Xmx97m").file()).isNotEqualTo(before);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(cache("-Xmx96m").file()).isNotEqualTo(before);
    }

    @Test
    void a_cache_that_is_not_there_is_not_asked_for() throws IOException {
        Files.createDirectory(folder.resolve("jars"));
        AotCache cache = cache();
        assertThat(cache.flags()).isEmpty();

        Files.createDirectory(folder.resolve("caches"));
        Files.writeString(cache.file(), "");

        assertThat(cache.flags()).containsExactly("-XX:AOTCache=" + cache.file());
    }

    @Test
    void what_nobody_used_for_a_week_is_deleted() throws IOException {
        Files.createDirectory(folder.resolve("jars"));
        Path caches = Files.createDirectory(folder.resolve("caches"));
        Path old = Files.writeString(caches.resolve("relay-0.aot"), "");
        Path used = Files.writeString(cache().file(), "");
        FileTime eightDaysAgo = FileTime.from(Instant.now().minus(Duration.ofDays(8)));
        Files.setLastModifiedTime(old, eightDaysAgo);
        Files.setLastModifiedTime(used, eightDaysAgo);
        assertThat(cache().flags()).isNotEmpty();

        AotCache.deleteUnused(caches);

        assertThat(old).doesNotExist();
        assertThat(used).exists();
    }
}
