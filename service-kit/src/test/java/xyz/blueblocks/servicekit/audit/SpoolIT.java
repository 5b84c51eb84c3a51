package xyz.blueblocks.servicekit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolIT {
    private static final long ROOMY = 1 << 20;

    @TempDir private Path folder;

    @Test
    void gives_back_what_was_appended_in_order() throws IOException {
        try (Spool spool = Spool.open(folder, ROOMY)) {
            assertThat(spool.append(records(0, 5))).isTrue();
            assertThat(spool.append(records(5, 9))).isTrue();

            assertThat(readAll(spool)).isEqualTo(names(0, 9));
        }
    }

    @Test
    void makes_folders_that_nobody_else_may_look_into() throws IOException {
        Path volume = folder.resolve("relay");
        try (Spool spool = Spool.open(volume.resolve("audit-spool"), ROOMY)) {
            assertThat(spool.end()).isZero();
            for (Path made : List.of(volume, volume.resolve("audit-spool"))) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                        .isEqualTo("rwx------");
            }
        }
    }

    @Test
    @DisplayName("H20: what was spooled before the process died is there after it starts again")
    void survives_reopening_and_remembers_what_was_taken() throws IOException {
        try (Spool spool = Spool.open(folder, ROOMY)) {
            spool.append(records(0, 9));
            spool.take(spool.read(0, 4).next());
        }

        try (Spool spool = Spool.open(folder, ROOMY)) {
            assertThat(readAll(spool)).isEqualTo(names(4, 9));
            spool.append(records(9, 12));
            assertThat(readAll(spool)).isEqualTo(names(4, 12));
        }
    }

    @Test
    @DisplayName("H20: a record torn at any byte is cut off and the ones before it stay")
    void cuts_a_torn_last_record_at_every_length() throws IOException {
        byte[] torn = records(3, 4).getFirst();
        for (int length = 1; length < torn.length; length++) {
            Path each = folder.resolve("torn" + length);
            try (Spool spool = Spool.open(each, ROOMY)) {
                spool.append(records(0, 3));
            }
            Files.write(
                    onlySegment(each),
                    ByteBuffer.allocate(length).put(torn, 0, length).array(),
                    StandardOpenOption.APPEND);

            try (Spool spool = Spool.open(each, ROOMY)) {
                assertThat(readAll(spool)).as("length %d", length).isEqualTo(names(0, 3));
                spool.append(records(3, 5));
                assertThat(readAll(spool)).as("length %d", length).isEqualTo(names(0, 5));
            }
        }
    }

    @Test
    void a_flipped_bit_in_the_last_record_costs_that_record_only() throws IOException {
        int size = records(2, 3).getFirst().length;
        for (int bit = 0; bit < 8 * size; bit++) {
            Path each = folder.resolve("bit" + bit);
            try (Spool spool = Spool.open(each, ROOMY)) {
                spool.append(records(0, 3));
            }
            byte[] bytes = Files.readAllBytes(onlySegment(each));
            bytes[bytes.length - size + bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(onlySegment(each), bytes);

            try (Spool spool = Spool.open(each, ROOMY)) {
                assertThat(readAll(spool)).as("bit %d", bit).isEqualTo(names(0, 2));
            }
        }
    }

    @Test
    @DisplayName("H20: a full spool refuses and takes again once something was handed on")
    void is_bounded() throws IOException {
        try (Spool spool = Spool.open(folder, 4096)) {
            int appended = 0;
            while (spool.append(records(appended, appended + 1))) {
                appended++;
            }
            assertThat(spool.held()).isLessThanOrEqualTo(4096);
            assertThat(appended).isGreaterThan(100);

            spool.take(spool.end());

            assertThat(spool.append(records(appended, appended + 1))).isTrue();
            assertThat(readAll(spool)).isEqualTo(names(appended, appended + 1));
        }
    }

    @Test
    void frees_the_disk_of_what_was_taken() throws IOException {
        try (Spool spool = Spool.open(folder, 8192)) {
            for (int i = 0; i < 2000; i++) {
                assertThat(spool.append(records(i, i + 1))).isTrue();
                spool.take(spool.read(spool.taken(), 10).next());
            }
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.filter(f -> f.toString().endsWith(".spool"))).hasSizeLessThan(3);
            }
        }
    }

    @Test
    void belongs_to_one_process() throws IOException {
        try (Spool _ = Spool.open(folder, ROOMY)) {
            assertThatThrownBy(() -> Spool.open(folder, ROOMY)).isInstanceOf(IOException.class);
        }
    }

    private static List<String> readAll(Spool spool) throws IOException {
        List<String> seen = new ArrayList<>();
        long at = spool.taken();
        while (true) {
            Spool.Batch batch = spool.read(at, 3);
            if (batch.next() == at) {
                return seen;
            }
            batch.records().forEach(r -> seen.add(new String(r.value(), StandardCharsets.UTF_8)));
            at = batch.next();
        }
    }

    private static List<byte[]> records(int from, int to) {
        return names(from, to).stream()
                .map(n -> SpoolRecord.encode("k", n.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "event-" + i).toList();
    }

    private static Path onlySegment(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".spool")).findFirst().orElseThrow();
        }
    }
}
