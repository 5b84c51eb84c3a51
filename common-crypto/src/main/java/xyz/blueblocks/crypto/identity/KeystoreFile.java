package xyz.blueblocks.crypto.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hash.Sha256;

/// Writing a small secret file so that a crash, at any moment, leaves the old or the new one whole.
final class KeystoreFile {
    private final Path path;
    private byte[] lastHash;

    /// A file that is to be created.
    KeystoreFile(Path path) {
        this(path, new byte[0]);
    }

    /// A file that was just read.
    KeystoreFile(Path path, byte[] content) {
        this.path = path.toAbsolutePath();
        this.lastHash = Sha256.hash(content);
    }

    void create(byte[] content) throws IOException {
        if (Files.exists(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        write(content, KeystoreFile::link);
    }

    /// Gives a finished file its name, unless another process has taken it since: a rename would
    /// silently destroy that one's master key.
    private static void link(Path temporary, Path path) throws IOException {
        try {
            Files.createLink(path, temporary);
        } catch (UnsupportedOperationException noLinks) {
            Files.move(temporary, path);
        }
    }

    private static void rename(Path temporary, Path path) throws IOException {
        Files.move(
                temporary,
                path,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /// The last step of writing.
    private interface Naming {
        void name(Path temporary, Path path) throws IOException;
    }

    /// Refuses when the file is not what this process read or wrote last: two processes would undo
    /// each other's changes.
    void replace(byte[] content) throws IOException {
        byte[] now;
        try {
            now = Files.readAllBytes(path);
        } catch (NoSuchFileException gone) {
            throw new FileSystemException(path.toString(), null, "keystore is gone");
        }
        if (!Arrays.equals(Sha256.hash(now), lastHash)) {
            throw new FileSystemException(
                    path.toString(),
                    null,
                    "keystore was changed by another process: open it again");
        }
        write(content, KeystoreFile::rename);
    }

    private void write(byte[] content, Naming naming) throws IOException {
        Path folder = path.getParent();
        if (folder == null) {
            throw new FileSystemException(path.toString(), null, "no folder");
        }
        String suffix = Text.hex(SecretBytes.random(8).copy());
        Path temporary = folder.resolve("." + path.getFileName() + "." + suffix);
        try {
            try (FileChannel out =
                    FileChannel.open(
                            temporary,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            ownerOnly(folder))) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
                out.force(true);
            }
            naming.name(temporary, path);
        } finally {
            Files.deleteIfExists(temporary);
        }
        sync(folder);
        lastHash = Sha256.hash(content);
    }

    /// Makes the rename itself last; not possible, and not needed, on every platform.
    private static void sync(Path folder) throws IOException {
        if (isPosix(folder)) {
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return isPosix(folder)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
