package xyz.blueblocks.localstack.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;
import xyz.blueblocks.localstack.state.PrivateFiles;
import xyz.blueblocks.localstack.state.ProcessIdentity;

/// The PostgreSQL programs for this machine, unpacked once per user from the archive on the class
/// path.
///
/// @param folder holds `bin`, `lib` and `share`
public record PostgresBinaries(Path folder) {
    private static final String PART = ".part-";
    private static final Set<PosixFilePermission> PROGRAM =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> DATA =
            PosixFilePermissions.fromString("rw-------");

    /// Finds the unpacked programs under `cache`, or unpacks them there. Several processes may do
    /// so at once: the first to finish wins, the others use its result.
    public static PostgresBinaries install(Path cache) {
        PrivateFiles.folder(cache);
        try {
            URL archive = archive();
            Path target = cache.resolve("postgres-" + fingerprint(archive));
            deleteAbandoned(cache);
            if (!Files.isDirectory(target)) {
                Path part =
                        cache.resolve(
                                target.getFileName()
                                        + PART
                                        + ProcessIdentity.current().text().replace(' ', '_'));
                try {
                    unpack(archive, part);
                    moveInto(part, target);
                } finally {
                    PrivateFiles.deleteTree(part);
                }
            }
            return new PostgresBinaries(target);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL could not be unpacked into " + cache, e);
        }
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    private static void moveInto(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(target)) throw e; // else another process was first
        }
    }

    /// Parts of unpackings whose process is gone.
    private static void deleteAbandoned(Path cache) throws IOException {
        try (DirectoryStream<Path> parts =
                Files.newDirectoryStream(cache, "postgres-*" + PART + "*")) {
            for (Path part : parts) {
                String name = part.getFileName().toString();
                String owner = name.substring(name.indexOf(PART) + PART.length()).replace('_', ' ');
                if (ProcessIdentity.parse(owner).filter(ProcessIdentity::isAlive).isEmpty()) {
                    PrivateFiles.deleteTree(part);
                }
            }
        }
    }

    private static URL archive() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        boolean arm = machine.equals("aarch64") || machine.equals("arm64");
        String name =
                system.contains("mac")
                        ? "postgres-darwin-" + (arm ? "arm_64" : "x86_64") + ".txz"
                        : "postgres-linux-" + (arm ? "arm_64" : "x86_64") + ".txz";
        return Optional.ofNullable(PostgresBinaries.class.getResource("/" + name))
                .orElseThrow(() ->
                        new IllegalStateException(
                                "no PostgreSQL for this machine on the class path: " + name));
    }

    /// Names the archive's content without reading it: size and CRC stand in the jar's directory.
    private static String fingerprint(URL archive) throws IOException {
        if (archive.openConnection() instanceof JarURLConnection jar) {
            var entry = jar.getJarEntry();
            return Long.toHexString(entry.getCrc()) + "-" + entry.getSize();
        }
        return Integer.toHexString(archive.toString().hashCode());
    }

    private static void unpack(URL archive, Path into) throws IOException {
        Path root = PrivateFiles.folder(into);
        try (InputStream raw = new BufferedInputStream(archive.openStream());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                if (Thread.currentThread().isInterrupted())
                    throw new InterruptedIOException("unpacking");
                Path file = root.resolve(entry.getName()).normalize();
                if (!file.startsWith(root))
                    throw new IOException("archive entry leaves its folder: " + entry.getName());
                if (entry.isDirectory()) {
                    PrivateFiles.folder(file);
                } else if (wanted(entry.getName())) {
                    unpackFile(tar, entry, root, file);
                }
            }
        }
    }

    private static void unpackFile(
            TarArchiveInputStream tar, TarArchiveEntry entry, Path root, Path file)
            throws IOException {
        Path folder = file.getParent();
        PrivateFiles.folder(folder == null ? root : folder);
        if (entry.isSymbolicLink()) {
            Path linked = file.resolveSibling(entry.getLinkName()).normalize();
            if (!linked.startsWith(root))
                throw new IOException("archive link leaves its folder: " + entry.getName());
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(file, root.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(tar, file);
            Files.setPosixFilePermissions(file, (entry.getMode() & 0111) == 0 ? DATA : PROGRAM);
        }
    }

    /// Static libraries and headers are for those who compile against PostgreSQL.
    private static boolean wanted(String name) {
        return !name.endsWith(".a") && !name.contains("/pkgconfig/");
    }
}
