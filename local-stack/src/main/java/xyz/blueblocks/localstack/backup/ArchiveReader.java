package xyz.blueblocks.localstack.backup;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hash.Blake3;
import xyz.blueblocks.localstack.state.PrivateFiles;

/// Reads archives that anybody may have touched: [#verify] goes through all of one and writes
/// nothing; [#extract] goes through it again, so a change in between is noticed as well.
final class ArchiveReader {
    /// What GZIPOutputStream begins with (RFC 1952): no name, no time. The time and system bytes
    /// are covered by no checksum, so they are compared.
    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private static final int BLOCK_BYTES = 1 << 16;
    private static final int MAX_MEMBERS = 200_000;
    private static final int MAX_FORMAT_BYTES = 16;

    private final Path archive;

    ArchiveReader(Path archive) {
        this.archive = archive;
    }

    /// Takes a member's content, all of it.
    private interface Sink {
        void take(String name, InputStream content) throws IOException;

        default void folder(String name) throws IOException {
            // Nothing to check but its name.
        }
    }

    /// Goes through all of the archive.
    ///
    /// @throws CommandFailure if there is none, it is of another kind or version, or anything in it
    ///   is not as it was written
    Manifest verify() throws IOException {
        return walk((_, content) -> content.transferTo(OutputStream.nullOutputStream()));
    }

    /// Puts all members below `into`, an empty folder: files of mode 0600 and on disk, folders
    /// 0700.
    Manifest extract(Path into) throws IOException {
        return walk(
                new Sink() {
                    @Override
                    public void folder(String name) {
                        PrivateFiles.folder(into.resolve(name));
                    }

                    @Override
                    public void take(String name, InputStream content) throws IOException {
                        Path file = into.resolve(name);
                        Path folder = file.getParent();
                        PrivateFiles.folder(folder == null ? into : folder);
                        write(file, content);
                    }
                });
    }

    private static void write(Path file, InputStream content) throws IOException {
        try (FileChannel out =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            content.transferTo(Channels.newOutputStream(out));
            out.force(false);
        }
    }

    private Manifest walk(Sink sink) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(archive), BLOCK_BYTES);
                CheckedInputStream plain = new CheckedInputStream(gunzip(raw), new CRC32());
                TarArchiveInputStream tar = new TarArchiveInputStream(plain, "UTF-8")) {
            requireFormat(tar);
            Manifest manifest = members(tar, sink);
            requireEnd(plain);
            return manifest;
        } catch (NoSuchFileException e) {
            throw CommandFailure.missing(
                    "There is no archive " + archive + ".",
                    "Name the file that bb backup has made.");
        } catch (EOFException e) {
            throw damaged("It ends too early");
        } catch (ZipException e) {
            throw damaged("Its compression is broken");
        }
    }

    private InputStream gunzip(InputStream raw) throws IOException {
        raw.mark(GZIP_HEADER.length);
        byte[] head = raw.readNBytes(GZIP_HEADER.length);
        raw.reset();
        if (head.length < 2 || head[0] != GZIP_HEADER[0] || head[1] != GZIP_HEADER[1])
            throw foreign();
        if (!Arrays.equals(head, GZIP_HEADER)) throw damaged("Its first bytes are not right");
        return new GZIPInputStream(raw, BLOCK_BYTES);
    }

    /// Nothing may follow the tar but its padding, and nothing the compressed whole: its last bytes
    /// are its checksum. Java's reader passes over what stands behind.
    private void requireEnd(CheckedInputStream plain) throws IOException {
        for (int next = plain.read(); next >= 0; next = plain.read()) {
            if (next != 0) throw damaged("Something follows its manifest");
        }
        ByteBuffer trailer = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel file = FileChannel.open(archive, StandardOpenOption.READ)) {
            file.read(trailer, Math.max(0, file.size() - 2 * Integer.BYTES));
        }
        if (trailer.getInt(0) != (int) plain.getChecksum().getValue())
            throw damaged("Something follows its end");
    }

    private void requireFormat(TarArchiveInputStream tar) throws IOException {
        @Nullable TarArchiveEntry first;
        try {
            first = tar.getNextEntry();
        } catch (EOFException | ZipException e) {
            throw e;
        } catch (IOException e) {
            throw foreign(); // compressed, and no tar
        }
        if (first == null || !first.getName().equals(MemberNames.FORMAT)) throw foreign();
        String version =
                new String(tar.readNBytes(MAX_FORMAT_BYTES), StandardCharsets.US_ASCII).strip();
        if (!version.matches("[0-9]{1,9}")) throw damaged("Its version is no number");
        if (!version.equals(ArchiveWriter.VERSION))
            throw new CommandFailure(
                    ExitCode.FAILED,
                    archive.getFileName() + " is of another version.",
                    "It has format "
                            + version
                            + "; this program reads "
                            + ArchiveWriter.VERSION
                            + ".",
                    "Restore it with the release that made it, or take a backup of this one.");
    }

    private Manifest members(TarArchiveInputStream tar, Sink sink) throws IOException {
        SequencedMap<String, Manifest.Member> seen = new LinkedHashMap<>();
        for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
            if (entry.getName().equals(Manifest.NAME)) return manifest(tar, seen);
            String name = entry.isDirectory() ? withoutSlash(entry.getName()) : entry.getName();
            if (!MemberNames.isGood(name))
                throw damaged("A member's name leads out of the stack's folder");
            if (seen.size() >= MAX_MEMBERS || seen.containsKey(name))
                throw damaged("It has too many members, or one twice");
            if (entry.isDirectory()) {
                sink.folder(name);
                seen.put(name, Manifest.Member.FOLDER);
            } else if (entry.getLinkFlag() == TarConstants.LF_NORMAL) {
                Hashing content = new Hashing(tar);
                sink.take(name, content);
                seen.put(name, content.member());
            } else {
                throw damaged("A member is a link or a device");
            }
        }
        throw damaged("Its manifest is missing");
    }

    private @Nullable TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
        try {
            return tar.getNextEntry();
        } catch (EOFException | ZipException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // commons-compress says in many ways that a header makes no sense
            throw damaged("A member's header makes no sense");
        }
    }

    /// The manifest ends the archive: nothing may follow it, in the tar or behind it.
    private Manifest manifest(TarArchiveInputStream tar, SequencedMap<String, Manifest.Member> seen)
            throws IOException {
        byte[] bytes = tar.readNBytes(Manifest.MAX_BYTES + 1);
        Manifest manifest =
                Manifest.parse(bytes).orElseThrow(() -> damaged("Its manifest is not right"));
        if (next(tar) != null) throw damaged("Something follows its manifest");
        if (!manifest.all().equals(seen)) throw damaged(firstDifference(manifest, seen));
        return manifest;
    }

    private static String firstDifference(
            Manifest manifest, SequencedMap<String, Manifest.Member> seen) {
        for (var each : manifest.all().entrySet()) {
            if (!each.getValue().equals(seen.get(each.getKey())))
                return "Its member " + each.getKey() + " is not as it was written";
        }
        return "It has a member that its manifest does not name";
    }

    private static String withoutSlash(String name) {
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    private CommandFailure foreign() {
        return new CommandFailure(
                ExitCode.INTEGRITY,
                archive.getFileName() + " is no backup of a stack.",
                "It does not begin as one does.",
                "Name the file that bb backup has made.");
    }

    private CommandFailure damaged(String how) {
        return new CommandFailure(
                ExitCode.INTEGRITY,
                archive.getFileName() + " is damaged.",
                how + ".",
                "Nothing was written. Restore another copy, or an older backup.");
    }

    /// Counts and hashes what passes.
    private static final class Hashing extends InputStream {
        private final InputStream in;
        private final Blake3 hash = Blake3.hasher();
        private long count;

        Hashing(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = in.read(into, offset, length);
            if (read > 0) {
                hash.update(into, offset, read);
                count += read;
            }
            return read;
        }

        Manifest.Member member() {
            return new Manifest.Member(Text.hex(hash.digest()), count);
        }
    }
}
