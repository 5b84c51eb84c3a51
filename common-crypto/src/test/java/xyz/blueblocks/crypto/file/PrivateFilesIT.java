package xyz.blueblocks.crypto.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Private files on a real file system.
final class PrivateFilesIT {
    @TempDir private Path folder;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private void isAlone(Path file) throws IOException {
        try (var all = Files.list(file.getParent())) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void a_file_is_its_owners_alone() throws IOException {
        Path file = folder.resolve("secret");
        PrivateFiles.write(file, new byte[] {1});
        PrivateFiles.write(file, new byte[] {2, 3});
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(PrivateFiles.read(file, 2)).hasValue(new byte[] {2, 3});
        isAlone(file);
    }

    @Test
    void a_file_that_is_there_is_not_created_again() throws IOException {
        Path file = folder.resolve("secret");
        PrivateFiles.create(file, new byte[] {1});
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThatThrownBy(() -> PrivateFiles.create(file, new byte[] {2}))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Files.readAllBytes(file)).containsExactly(1);
        isAlone(file);
    }

    @Test
    void of_many_that_create_one_file_one_wins() throws Exception {
        Path file = folder.resolve("secret");
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> creating =
                    () -> {
                        try {
                            PrivateFiles.create(file, new byte[100]);
                            return true;
                        } catch (FileAlreadyExistsException taken) {
                            return false;
                        }
                    };
            int winners = 0;
            for (Future<Boolean> each :
                    many.invokeAll(IntStream.range(0, 32).mapToObj(_ -> creating).toList())) {
                winners += each.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
        isAlone(file);
    }

    @Test
    void a_folder_is_made_once_and_then_left_as_it_is() throws IOException {
        Path made = folder.resolve("a/b");
        PrivateFiles.folder(made);
        assertThat(mode(made)).isEqualTo("rwx------");
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-x---"));
        PrivateFiles.folder(made);
        assertThat(mode(made)).isEqualTo("rwxr-x---");
    }

    @Test
    void a_longer_file_than_asked_for_is_not_read() throws IOException {
        Path file = Files.write(folder.resolve("long"), new byte[11]);
        assertThatThrownBy(() -> PrivateFiles.read(file, 10))
                .hasMessageContaining("larger than 10");
        assertThat(PrivateFiles.read(folder.resolve("none"), 10)).isEmpty();
    }
}
