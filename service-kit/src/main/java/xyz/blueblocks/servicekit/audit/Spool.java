package xyz.blueblocks.servicekit.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An append-only queue of [SpoolRecord]s on disk, bounded, first in first out, that survives `kill
/// -9`.
///
/// ```
/// <20 digits>.spool   a segment: records back to back; the name is the place of its first byte
/// taken               the place up to which records have been handed on (8 bytes, not synced)
/// lock                held by the process that has the spool open
/// ```
///
/// A *place* is the count of bytes ever appended before it. A segment is deleted when all of it was
/// handed on. `taken` may be older than the truth after a crash: then records are handed on twice,
/// never lost. A torn last record (the machine stopped while it was written, so its append was
/// never confirmed) is cut off at opening.
///
/// Thread rules: one thread appends, one reads; both may run at once.
final class Spool implements AutoCloseable {
    private static final String SUFFIX = ".spool";

    private final Path folder;
    private final long maxBytes;
    private final long segmentBytes;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final TreeMap<Long, Long> lengths = new TreeMap<>();
    private long taken;
    private long end;
    private @Nullable FileChannel out;
    private final SegmentReader reader = new SegmentReader();

    private Spool(Path folder, long maxBytes, FileChannel lockChannel, FileLock lock) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.segmentBytes = Math.max(1, Math.min(4L << 20, maxBytes / 8));
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    /// Opens the spool of `folder`, creating it when absent.
    ///
    /// @param maxBytes upper bound of all that it keeps on disk
    /// @throws IOException when the folder cannot be used or another process has it open
    static Spool open(Path folder, long maxBytes) throws IOException {
        // With its parents: a relay's spool is inside its volume, which nobody else may look into.
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new IOException("audit spool: open in another process");
            }
            Spool spool = new Spool(folder, maxBytes, channel, lock);
            spool.recover();
            return spool;
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException("audit spool: open in this process", e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// Appends `records` (as [SpoolRecord#encode] made them) and syncs once; all or none.
    ///
    /// @return false when the spool has no room for all of them
    boolean append(List<byte[]> records) throws IOException {
        long bytes = records.stream().mapToLong(r -> r.length).sum();
        FileChannel channel;
        synchronized (this) {
            if (held() + bytes > maxBytes) {
                return false;
            }
            channel = segmentForWriting();
        }
        long start = channel.size();
        try {
            for (byte[] record : records) {
                ByteBuffer buffer = ByteBuffer.wrap(record);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
            channel.force(false);
        } catch (IOException e) {
            // What was not confirmed must not stay: the next append would follow a torn record.
            channel.truncate(start);
            throw e;
        }
        synchronized (this) {
            lengths.merge(lengths.lastKey(), bytes, Long::sum);
            end += bytes;
        }
        return true;
    }

    /// Reads up to `maxRecords` from `place` on, stopping at the end of what was synced.
    Batch read(long place, int maxRecords) throws IOException {
        List<SpoolRecord> records = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        long at = place;
        while (records.size() < maxRecords) {
            Map.Entry<Long, Long> segment = segmentAt(at);
            if (segment == null) {
                break;
            }
            long stop = segment.getKey() + segment.getValue();
            ByteBuffer head = readAt(segment.getKey(), at, SpoolRecord.HEAD);
            int n = at + SpoolRecord.HEAD > stop ? -1 : SpoolRecord.bodyLength(head);
            if (n < 0 || at + SpoolRecord.HEAD + n > stop) {
                at = stop; // damaged within a segment: what follows in it cannot be found any more
                continue;
            }
            byte[] body = readAt(segment.getKey(), at + SpoolRecord.HEAD, n).array();
            at += SpoolRecord.HEAD + n;
            var record = SpoolRecord.decode(head.getInt(4), body);
            if (record.isPresent()) {
                records.add(record.get());
                ends.add(at);
            }
        }
        return new Batch(records, ends, at);
    }

    /// Marks everything before `place` as handed on and frees segments that are wholly before it.
    synchronized void take(long place) throws IOException {
        taken = Math.max(taken, place);
        Files.write(folder.resolve("taken"), ByteBuffer.allocate(8).putLong(taken).array());
        while (lengths.size() > 1 || (out == null && !lengths.isEmpty())) {
            Map.Entry<Long, Long> first = lengths.firstEntry();
            if (first.getKey() + first.getValue() > taken) {
                return;
            }
            reader.close();
            Files.delete(path(first.getKey()));
            lengths.remove(first.getKey());
        }
    }

    /// Place up to which all was handed on, as far as is known.
    synchronized long taken() {
        return taken;
    }

    /// Place after the last synced record.
    synchronized long end() {
        return end;
    }

    /// Bytes on disk.
    synchronized long held() {
        return lengths.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public synchronized void close() throws IOException {
        reader.close();
        if (out != null) {
            out.close();
            out = null;
        }
        lock.release();
        lockChannel.close();
    }

    /// Records read, the place after each, and the place where the next read starts.
    record Batch(List<SpoolRecord> records, List<Long> ends, long next) {}

    private void recover() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
                String name = file.getFileName().toString();
                lengths.put(
                        Long.parseLong(name.substring(0, name.length() - SUFFIX.length())),
                        Files.size(file));
            }
        }
        if (!lengths.isEmpty()) {
            cutTornEnd(lengths.lastKey());
            end = lengths.lastKey() + lengths.lastEntry().getValue();
            taken = lengths.firstKey();
        }
        Path mark = folder.resolve("taken");
        if (Files.exists(mark)) {
            byte[] bytes = Files.readAllBytes(mark);
            long known = bytes.length == 8 ? ByteBuffer.wrap(bytes).getLong() : 0;
            if (lengths.isEmpty()) {
                end = Math.max(0, known);
                taken = end;
            } else if (known >= taken && known <= end) {
                taken = known;
            }
        }
    }

    /// Cuts the segment after its last whole record.
    private void cutTornEnd(long start) throws IOException {
        long size = Files.size(path(start));
        long at = 0;
        while (at + SpoolRecord.HEAD <= size) {
            ByteBuffer head = readAt(start, start + at, SpoolRecord.HEAD);
            int n = SpoolRecord.bodyLength(head);
            if (n < 0 || at + SpoolRecord.HEAD + n > size) {
                break;
            }
            byte[] body = readAt(start, start + at + SpoolRecord.HEAD, n).array();
            if (SpoolRecord.decode(head.getInt(4), body).isEmpty()) {
                break;
            }
            at += SpoolRecord.HEAD + n;
        }
        reader.close();
        if (at < size) {
            try (FileChannel channel = FileChannel.open(path(start), StandardOpenOption.WRITE)) {
                channel.truncate(at);
                channel.force(true);
            }
        }
        lengths.put(start, at);
    }

    private FileChannel segmentForWriting() throws IOException {
        if (out != null && lengths.lastEntry().getValue() < segmentBytes) {
            return out;
        }
        if (out != null) {
            out.close();
        }
        boolean goOn =
                out == null && !lengths.isEmpty() && lengths.lastEntry().getValue() < segmentBytes;
        if (!goOn) {
            lengths.put(end, 0L);
        }
        FileChannel channel =
                FileChannel.open(
                        path(lengths.lastKey()),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND);
        out = channel;
        if (!goOn) {
            // The name of a new file must outlive a power cut as its bytes do.
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
        return channel;
    }

    private synchronized Map.@Nullable Entry<Long, Long> segmentAt(long place) {
        Map.Entry<Long, Long> segment = lengths.floorEntry(place);
        if (segment != null && place < segment.getKey() + segment.getValue()) {
            return segment;
        }
        Map.Entry<Long, Long> next = lengths.higherEntry(place);
        return next != null && next.getKey() == place && next.getValue() > 0 ? next : null;
    }

    private synchronized ByteBuffer readAt(long segment, long place, int length)
            throws IOException {
        return reader.read(segment, path(segment), place - segment, length);
    }

    private Path path(long start) {
        return folder.resolve(String.format("%020d", start) + SUFFIX);
    }
}
