package xyz.blueblocks.localstack.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The right to run a stack in one state folder. The operating system holds it, so it ends with its
/// process, however that ends.
///
/// The file is empty and nobody reads it: on POSIX systems a process loses all its locks on a file
/// as soon as it closes any descriptor of that file. Who holds the lock stands in the
/// [ProcessRegistry].
public final class StackLock implements AutoCloseable {
    /// What this process holds; asked before the file is opened, for the reason above.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private StackLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Takes the lock, or says that another process, or another stack in this one, has it.
    public static Optional<StackLock> tryTake(Path file) {
        Path real = real(file);
        if (!HELD.add(real)) return Optional.empty();
        boolean taken = false;
        try {
            FileChannel channel =
                    FileChannel.open(
                            real,
                            EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            PrivateFiles.FILE_MODE);
            taken = channel.tryLock() != null;
            if (taken) return Optional.of(new StackLock(real, channel));
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("lock " + file + " could not be taken", e);
        } finally {
            if (!taken) HELD.remove(real);
        }
    }

    private static Path real(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null)
            throw new IllegalArgumentException("file: " + file + " (want one in a folder)");
        try {
            return PrivateFiles.folder(folder).toRealPath().resolve(file.getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException("folder of lock " + file + " could not be found", e);
        }
    }

    /// Gives the lock back. The file stays: deleting it would let two holders lock two files of one
    /// name.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("lock " + file + " could not be given back", e);
        } finally {
            HELD.remove(file);
        }
    }
}
