package xyz.blueblocks.localstack.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hash.Blake3;
import xyz.blueblocks.localstack.state.PrivateFiles;

/// Writes an archive: a tar, compressed by gzip, whose last member is the [Manifest].
///
/// It grows beside its place, mode 0600, and gets its name when it is whole and on disk. Not for
/// several threads.
final class ArchiveWriter implements AutoCloseable {
    /// Number of the format; a reader of another number refuses.
    static final String VERSION = "1";

    private static final int BLOCK_BYTES = 1 << 16;

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private final GZIPOutputStream gzip;
    private final TarArchiveOutputStream tar;
    private final SequencedMap<String, Manifest.Member> members = new LinkedHashMap<>();
    private final byte[] block = new byte[BLOCK_BYTES];

    private ArchiveWriter(Path target, Path part, FileChannel channel) throws IOException {
        this.target = target;
        this.part = part;
        this.channel = channel;
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BLOCK_BYTES);
        this.gzip = new FastGzip(out);
        this.tar = new TarArchiveOutputStream(gzip, "UTF-8");
        this.tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        this.tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        put(MemberNames.FORMAT, (VERSION + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /// Begins the archive that will be `target`.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException if the same archive is being made already
    static ArchiveWriter begin(Path target) throws IOException {
        Path part = target.resolveSibling("." + target.getFileName() + ".part");
        FileChannel channel =
                FileChannel.open(
                        part,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        return new ArchiveWriter(target, part, channel);
    }

    /// Adds an empty folder.
    void folder(String name) throws IOException {
        require(name);
        TarArchiveEntry entry = new TarArchiveEntry(name + "/");
        entry.setMode(0700);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
        members.put(name, Manifest.Member.FOLDER);
    }

    /// Adds a small file that is in memory.
    void bytes(String name, byte[] content) throws IOException {
        require(name);
        members.put(name, put(name, content));
    }

    /// Adds a file that may change, shrink or go while it is read: as long as it was at first,
    /// missing bytes being zero. Whoever reads such files mends them from a journal.
    ///
    /// @return false if it is gone
    boolean file(String name, Path file) throws IOException {
        require(name);
        try (InputStream in = Files.newInputStream(file)) {
            long size = Files.size(file);
            tar.putArchiveEntry(entry(name, size));
            Blake3 hash = Blake3.hasher();
            for (long left = size; left > 0; ) {
                int wanted = (int) Math.min(left, BLOCK_BYTES);
                int read = in.readNBytes(block, 0, wanted);
                Arrays.fill(block, read, wanted, (byte) 0);
                tar.write(block, 0, wanted);
                hash.update(block, 0, wanted);
                left -= wanted;
            }
            tar.closeArchiveEntry();
            members.put(name, new Manifest.Member(Text.hex(hash.digest()), size));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /// Adds the manifest, brings all to disk and gives the archive its name.
    Manifest finish(Instant made, String postgres, long logSize) throws IOException {
        Manifest manifest = new Manifest(made, Manifest.thisSystem(), postgres, logSize, members);
        put(Manifest.NAME, manifest.bytes());
        tar.finish();
        tar.flush();
        gzip.finish();
        gzip.flush();
        channel.force(true);
        channel.close();
        PrivateFiles.rename(part, target);
        return manifest;
    }

    private Manifest.Member put(String name, byte[] content) throws IOException {
        tar.putArchiveEntry(entry(name, content.length));
        tar.write(content);
        tar.closeArchiveEntry();
        return new Manifest.Member(Text.hex(Blake3.hash(content)), content.length);
    }

    private static TarArchiveEntry entry(String name, long size) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL);
        entry.setMode(0600);
        entry.setSize(size);
        return entry;
    }

    private void require(String name) {
        if (!MemberNames.isGood(name) || members.containsKey(name))
            throw new IllegalArgumentException("name: " + name + " (want a new member's)");
    }

    /// Throws away what was not finished.
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }

    /// Most of a database is air: the fastest level takes nearly all of it out.
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BLOCK_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
