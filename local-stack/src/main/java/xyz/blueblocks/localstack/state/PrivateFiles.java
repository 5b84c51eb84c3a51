package xyz.blueblocks.localstack.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Files and folders of a stack: mode 0600 and 0700 from their first instant, written whole or not
/// at all, deleted with all that is in them.
public final class PrivateFiles {
    private static final Set<PosixFilePermission> FOLDER =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?> FOLDER_MODE =
            PosixFilePermissions.asFileAttribute(FOLDER);
    static final FileAttribute<?> FILE_MODE = PosixFilePermissions.asFileAttribute(FILE);

    private PrivateFiles() {}

    /// Makes `folder` and its parents, mode 0700; one that is there already loses the rights of
    /// group and others.
    public static Path folder(Path folder) {
        try {
            Files.createDirectories(folder, FOLDER_MODE);
            Set<PosixFilePermission> now = Files.getPosixFilePermissions(folder);
            if (!now.equals(FOLDER)) Files.setPosixFilePermissions(folder, FOLDER);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + folder + " could not be made private", e);
        }
    }

    /// Writes `content` in place of what is there: a reader, or the next run after a power cut,
    /// sees the old content or the new, never a part.
    public static void write(Path file, byte[] content) {
        try {
            xyz.blueblocks.crypto.file.PrivateFiles.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("file " + file + " could not be written", e);
        }
    }

    /// Renames in one step; both must be on one file system, which they are when they are
    /// neighbours.
    public static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(
                    from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("not one file system: " + from + " and " + to, e);
        }
    }

    /// An empty log file of mode 0600, if there is none yet.
    public static Path touch(Path file) {
        try {
            Files.newByteChannel(
                            file,
                            EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                            FILE_MODE)
                    .close();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("file " + file + " could not be made", e);
        }
    }

    /// Deletes a folder with everything in it, and does not follow links out of it. What is gone
    /// already is fine.
    public static void deleteTree(Path root) {
        try {
            if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) return;
            Files.walkFileTree(root, new Deleting());
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + root + " could not be deleted", e);
        }
    }

    private static final class Deleting extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
            if (why instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
            throw why;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException why)
                throws IOException {
            if (why != null) throw why;
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
