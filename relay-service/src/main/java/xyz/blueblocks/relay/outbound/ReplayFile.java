package xyz.blueblocks.relay.outbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import xyz.blueblocks.relay.core.PastRun;
import xyz.blueblocks.relay.core.ReplayLog;
import xyz.blueblocks.relay.core.UsedSetup;

/// Used set-ups on the relay's volume.
///
/// ```
/// entry  u32 seconds since the Unix epoch | 16 packet | 16 hop id or zeros        36 bytes
/// ```
///
/// Two files, `replay-a.log` and `replay-b.log`, written in turn for ten minutes each; an entry is
/// given to the operating system before the set-up goes on and synced to disk every 100 ms. A file
/// `clean` says that the last run ended in order; it is taken away at the start.
///
/// [#append] belongs to the event loop, [#sync] to one other thread.
public final class ReplayFile implements ReplayLog, AutoCloseable {
    static final int ENTRY_BYTES = 36;

    private static final Duration TURN = Duration.ofMinutes(10);
    private static final long MAX_ENTRIES = 1 << 20;
    private static final System.Logger LOG = System.getLogger(ReplayFile.class.getName());

    private final Path folder;
    private final PastRun past;
    private final ByteBuffer entry = ByteBuffer.allocateDirect(ENTRY_BYTES);
    private volatile FileChannel current;
    private Path currentPath;
    private Instant turned;
    private volatile boolean dirty;
    private boolean failed;

    private ReplayFile(Path folder, Instant now) throws IOException {
        this.folder = folder;
        Path clean = clean();
        boolean first = !Files.exists(file("a")) && !Files.exists(file("b"));
        past = new PastRun(first || Files.exists(clean), read(now));
        currentPath = file("a");
        current = begin(folder.resolve("replay.tmp"));
        for (UsedSetup used : past.used()) {
            write(used);
        }
        current.force(true);
        Files.move(folder.resolve("replay.tmp"), currentPath, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(file("b"));
        Files.deleteIfExists(clean);
        turned = now;
    }

    /// Reads what the last run left and begins a new log.
    public static ReplayFile open(Path folder, Instant now) {
        try {
            return new ReplayFile(folder, now);
        } catch (IOException e) {
            throw new UncheckedIOException("opening the replay log in " + folder, e);
        }
    }

    /// What the last run left.
    public PastRun past() {
        return past;
    }

    @Override
    public boolean append(Instant at, long packetHigh, long packetLow, long hopHigh, long hopLow) {
        if (failed) {
            return false;
        }
        try {
            if (!at.isBefore(turned.plus(TURN))) {
                turn(at);
            }
            write(new UsedSetup(at, packetHigh, packetLow, hopHigh, hopLow));
            dirty = true;
            return true;
        } catch (IOException e) {
            // Without the log a replay could get through after a restart, so nothing may.
            failed = true;
            LOG.log(System.Logger.Level.ERROR, "replay log cannot be written", e);
            return false;
        }
    }

    private void write(UsedSetup used) throws IOException {
        entry.clear()
                .putInt((int) used.at().getEpochSecond())
                .putLong(used.packetHigh())
                .putLong(used.packetLow())
                .putLong(used.hopHigh())
                .putLong(used.hopLow())
                .flip();
        while (entry.hasRemaining()) {
            current.write(entry);
        }
    }

    /// Whether set-ups can be noted.
    public boolean healthy() {
        return !failed;
    }

    /// Brings to disk what was appended; every 100 ms.
    public void sync() {
        if (dirty) {
            dirty = false;
            try {
                current.force(false);
            } catch (IOException e) {
                dirty = true;
                LOG.log(System.Logger.Level.WARNING, "replay log could not be synced", e);
            }
        }
    }

    private void turn(Instant now) throws IOException {
        FileChannel old = current;
        currentPath = currentPath.equals(file("a")) ? file("b") : file("a");
        current = begin(currentPath);
        turned = now;
        old.force(false);
        old.close();
    }

    /// Ends in order: the next start may trust what is written.
    @Override
    public void close() {
        try {
            current.force(true);
            current.close();
            Path temporary = folder.resolve("clean.tmp");
            Files.writeString(temporary, "ended in order\n");
            Files.move(temporary, clean(), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("closing the replay log in " + folder, e);
        }
    }

    private FileChannel begin(Path path) throws IOException {
        Files.deleteIfExists(path);
        Files.createFile(
                path,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return FileChannel.open(path, StandardOpenOption.WRITE);
    }

    private List<UsedSetup> read(Instant now) throws IOException {
        List<UsedSetup> found = new ArrayList<>();
        for (Path path : List.of(file("a"), file("b"))) {
            if (Files.exists(path)) {
                read(path, now, found);
            }
        }
        return found;
    }

    /// Reads whole entries; a torn last one is of a set-up that was not forwarded.
    private static void read(Path path, Instant now, List<UsedSetup> found) throws IOException {
        long oldest = now.minus(TURN).getEpochSecond();
        try (FileChannel in = FileChannel.open(path, StandardOpenOption.READ)) {
            long entries = Math.min(MAX_ENTRIES, in.size() / ENTRY_BYTES);
            ByteBuffer all = ByteBuffer.allocate((int) entries * ENTRY_BYTES);
            while (all.hasRemaining() && in.read(all) >= 0) {
                // Until all is there.
            }
            all.flip();
            while (all.remaining() >= ENTRY_BYTES) {
                long seconds = Integer.toUnsignedLong(all.getInt());
                UsedSetup used =
                        new UsedSetup(
                                Instant.ofEpochSecond(seconds),
                                all.getLong(),
                                all.getLong(),
                                all.getLong(),
                                all.getLong());
                if (seconds >= oldest) {
                    found.add(used);
                }
            }
        }
    }

    private Path file(String name) {
        return folder.resolve("replay-" + name + ".log");
    }

    private Path clean() {
        return folder.resolve("clean");
    }
}
