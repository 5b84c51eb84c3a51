package xyz.blueblocks.sdk.receive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.wire.message.FileNames;

/// A file while it arrives: hidden, beside the place where it will be, of its final size.
final class PartFile implements AutoCloseable {
    private static final int MOST_NAMES = 10_000;

    /// Above this what was written is brought to the disk while more arrives: at the end little is
    /// left to wait for.
    private static final long SYNC_BYTES = 32L << 20;

    private final Path path;
    private final FileChannel channel;
    private final Semaphore syncing = new Semaphore(1);
    private volatile @Nullable IOException syncFailed;
    private long unsyncedBytes;

    private PartFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// The hidden name of a file that arrives.
    static Path pathOf(Path folder, String key) {
        return folder.resolve(".bb-" + key + ".part");
    }

    /// A new one; what an earlier try left under this name is gone.
    static PartFile create(Path path, long sizeBytes) throws IOException {
        Files.deleteIfExists(path);
        FileChannel channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        PartFile part = new PartFile(path, channel);
        if (sizeBytes > 0) {
            // Sparse: says how large it will be, takes no room yet.
            part.write(new byte[1], 1, sizeBytes - 1);
        }
        return part;
    }

    /// One that an earlier run left.
    static PartFile reopen(Path path) throws IOException {
        return new PartFile(
                path, FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    void write(byte[] bytes, int length, long offset) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer, offset + buffer.position());
        }
        requireSynced();
        unsyncedBytes += length;
        if (unsyncedBytes >= SYNC_BYTES && syncing.tryAcquire()) {
            unsyncedBytes = 0;
            Thread.ofVirtual().name("bb-sync").start(this::syncEarly);
        }
    }

    private void syncEarly() {
        try {
            channel.force(false);
        } catch (ClosedChannelException e) {
            // Whoever closed it has synced it, or does not want it.
        } catch (IOException e) {
            // The system tells of a lost write once: remembered for the one who waits at the end.
            syncFailed = e;
        } finally {
            syncing.release();
        }
    }

    private void requireSynced() throws IOException {
        IOException early = syncFailed;
        if (early != null) {
            throw new IOException("what arrived earlier did not reach the disk", early);
        }
    }

    /// Reads exactly `length` bytes.
    ///
    /// @return false if there are fewer
    boolean read(byte[] into, int length, long offset) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    /// Waits until everything is on the disk.
    void force() throws IOException {
        syncing.acquireUninterruptibly(); // what it may find out must be known here
        try {
            channel.force(true);
            requireSynced();
        } finally {
            syncing.release();
        }
    }

    /// Told of a place before a file is put there.
    @FunctionalInterface
    interface PlaceNote {
        void next(Path place) throws IOException;
    }

    /// Gives the file its place: a safe form of `name`, with a number where that is taken. Nothing
    /// that is there is ever replaced.
    ///
    /// Each place is noted before it is tried. After a kill in the middle it goes on where that
    /// was: a place that holds this very file already is taken.
    static Path publish(Path part, Path folder, String name, PlaceNote note) throws IOException {
        String shown = FileNames.display(name);
        int dot = shown.lastIndexOf('.');
        String stem = dot > 0 ? shown.substring(0, dot) : shown;
        String extension = dot > 0 ? shown.substring(dot) : "";
        for (int i = 0; i < MOST_NAMES; i++) {
            Path place = folder.resolve(i == 0 ? shown : stem + " (" + i + ")" + extension);
            try {
                note.next(place);
                take(part, place);
                sync(folder);
                return place;
            } catch (FileAlreadyExistsException e) {
                if (Files.isSameFile(part, place)) {
                    Files.delete(part); // a kill came between the two steps of taking it
                    return place;
                }
            }
        }
        throw new FileAlreadyExistsException("every name is taken");
    }

    /// A second name and then the removal of the first: unlike a move, it never replaces a file.
    private static void take(Path part, Path place) throws IOException {
        try {
            Files.createLink(place, part);
            Files.delete(part);
        } catch (UnsupportedOperationException e) {
            Files.move(part, place);
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (java.nio.file.AccessDeniedException e) {
            // Some systems open no directory; there the name is as durable as they make it.
        }
    }

    Path path() {
        return path;
    }

    /// Closes it; the file stays.
    ///
    /// @throws IOException also when something written did not reach the disk
    @Override
    public void close() throws IOException {
        channel.close();
        requireSynced();
    }

    /// Closes it and throws it away.
    void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }
}
