package xyz.blueblocks.crypto.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;

/// Files that only their owner may read, and that are whole or not there at all.
///
/// A file is written beside its place, synced, named, and its folder synced: a crash at any moment
/// leaves what was there before or all of what is new. Modes are set where the file system has
/// them. Safe for threads; of two that write one file, one wins whole.
public final class PrivateFiles {
    private static final int SUFFIX_BYTES = 8;

    private PrivateFiles() {}

    /// Makes a folder of mode 0700, and its parents, where there is none; one that is there stays
    /// as it is.
    public static void folder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(folder, mode(folder, "rwx------"));
    }

    /// Makes a file of mode 0600.
    ///
    /// @throws FileAlreadyExistsException if there is one, also one that another process makes at
    ///   the same time
    public static void create(Path file, byte[] content) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        write(file, content, PrivateFiles::link);
    }

    /// Writes a file of mode 0600 in place of the one that is there, if any.
    public static void write(Path file, byte[] content) throws IOException {
        write(file, content, PrivateFiles::rename);
    }

    /// Reads a file of at most `maxBytes`; empty when there is none.
    ///
    /// @throws IOException when it is longer, or cannot be read
    public static Optional<byte[]> read(Path file, int maxBytes) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > maxBytes) {
            throw new IOException(file.getFileName() + ": larger than " + maxBytes + " bytes");
        }
        return Optional.of(Files.readAllBytes(file));
    }

    /// The last step of writing.
    private interface Naming {
        void name(Path temporary, Path file) throws IOException;
    }

    private static void write(Path place, byte[] content, Naming naming) throws IOException {
        Path file = place.toAbsolutePath();
        Path folder = file.getParent();
        if (folder == null) {
            throw new FileSystemException(file.toString(), null, "no folder");
        }
        String suffix = Text.hex(SecretBytes.random(SUFFIX_BYTES).copy());
        Path temporary = folder.resolve("." + file.getFileName() + "." + suffix + ".new");
        try {
            try (FileChannel out =
                    FileChannel.open(
                            temporary,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            mode(folder, "rw-------"))) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
                out.force(true);
            }
            naming.name(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
        sync(folder);
    }

    /// Gives a finished file its name, unless another process has taken it since: a rename would
    /// silently destroy that one's content. Where links cannot be made (FAT), looks and renames.
    private static void link(Path temporary, Path file) throws IOException {
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            Files.move(temporary, file);
        }
    }

    private static void rename(Path temporary, Path file) throws IOException {
        Files.move(
                temporary,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /// Makes the new name last; not possible, and not needed, on every platform.
    private static void sync(Path folder) throws IOException {
        if (isPosix(folder)) {
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    private static FileAttribute<?>[] mode(Path near, String permissions) {
        return isPosix(near)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
