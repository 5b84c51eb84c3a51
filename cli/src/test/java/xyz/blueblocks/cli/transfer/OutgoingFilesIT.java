package xyz.blueblocks.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;

final class OutgoingFilesIT {
    private static final long FIVE_GIB = 5L << 30;

    @TempDir Path folder;
    private final OutgoingFiles finder = new OutgoingFiles(Optional.empty());

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, name);
    }

    @Test
    void a_folder_is_each_file_below_it_by_its_path() throws IOException {
        file("study/series-2/1.dcm");
        file("study/series-1/2.dcm");
        file("study/series-1/1.dcm");
        file("study/.hidden");
        Files.createDirectories(folder.resolve("study/empty"));

        List<Outgoing> found = finder.find(List.of(folder.resolve("study")));

        assertThat(found)
                .extracting(Outgoing::name)
                .containsExactly(
                        "study/.hidden",
                        "study/series-1/1.dcm",
                        "study/series-1/2.dcm",
                        "study/series-2/1.dcm");
        assertThat(found.getLast().contentType()).isEqualTo("application/dicom");
    }

    @Test
    void links_in_a_folder_lead_nowhere_and_a_named_link_is_meant() throws IOException {
        Path secret = file("elsewhere/secret.txt");
        file("study/1.txt");
        Path link = Files.createSymbolicLink(folder.resolve("study/link.txt"), secret);
        Files.createSymbolicLink(folder.resolve("study/up"), folder.resolve("elsewhere"));

        assertThat(finder.find(List.of(folder.resolve("study"))))
                .extracting(Outgoing::name)
                .containsExactly("study/1.txt");
        assertThat(finder.find(List.of(link)))
                .extracting(Outgoing::name)
                .containsExactly("link.txt");
    }

    @Test
    void what_cannot_arrive_is_refused_before_the_first_byte() throws IOException {
        Path large = folder.resolve("large");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(FIVE_GIB + 1);
        }

        assertThatThrownBy(() -> finder.find(List.of(large)))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.LIMIT));
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(FIVE_GIB);
        }
        assertThat(finder.find(List.of(large)).getFirst().sizeBytes()).isEqualTo(FIVE_GIB);
    }

    @Test
    void missing_files_empty_folders_and_devices_are_refused() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        assertThatThrownBy(() -> finder.find(List.of(folder.resolve("none"))))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> finder.find(List.of(empty))).isInstanceOf(CommandFailure.class);
        assertThatThrownBy(() -> finder.find(List.of(Path.of("/dev/null"))))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("neither a file nor a folder");
    }

    @Test
    void a_given_type_wins_over_the_guess() throws IOException {
        Path scan = file("scan.dcm");

        assertThat(new OutgoingFiles(Optional.of("text/plain")).find(List.of(scan)).getFirst())
                .extracting(Outgoing::contentType)
                .isEqualTo("text/plain");
    }

    @Test
    void standard_input_lies_private_until_it_is_sent_and_not_longer() throws IOException {
        Path spooled;
        try (StandardInput input =
                StandardInput.spool(
                        new ByteArrayInputStream(new byte[200_000]),
                        folder.resolve("spool"),
                        "x")) {
            spooled = input.file();
            assertThat(Files.size(spooled)).isEqualTo(200_000);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spooled)))
                    .isEqualTo("rw-------");
        }
        assertThat(spooled).doesNotExist();
    }

    @Test
    void a_broken_pipe_leaves_nothing_behind() {
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("broken");
                    }
                };

        assertThatThrownBy(() -> StandardInput.spool(broken, folder.resolve("spool"), "x"))
                .hasMessage("broken");
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }
}
