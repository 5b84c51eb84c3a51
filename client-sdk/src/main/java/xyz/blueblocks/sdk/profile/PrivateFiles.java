package xyz.blueblocks.sdk.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// Files that only their owner may read, and that are whole or not there at all.
public final class PrivateFiles {
    private PrivateFiles() {}

    /// Makes a folder of mode 0700 where there is none.
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

    /// Writes beside its place, syncs, renames: a crash leaves the old file or the new one.
    public static void write(Path file, byte[] content) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        try (FileChannel out =
                FileChannel.open(
                        beside,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        mode(file, "rw-------"))) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
        Files.move(
                beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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

    private static FileAttribute<?>[] mode(Path near, String permissions) {
        return near.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
