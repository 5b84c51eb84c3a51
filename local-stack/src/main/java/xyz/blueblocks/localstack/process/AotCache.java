package xyz.blueblocks.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import xyz.blueblocks.localstack.state.PrivateFiles;

/// A program's ahead-of-time cache (JEP 483, 514, 515): its classes, loaded and linked, as one file
/// that the JVM maps. It halves what a start costs, and is good for exactly one JVM, one class path
/// and one set of flags: all of them are in its name.
///
/// @param file the cache, there or not
public record AotCache(Path file) {
    /// A cache that nobody has used for so long belongs to jars that are gone.
    private static final Duration UNUSED_LIMIT = Duration.ofDays(7);

    private static final String SUFFIX = ".aot";

    /// The cache of one program.
    ///
    /// @param folder of all caches
    /// @param name of the program, for people
    /// @param flags that the JVM runs with; some change what may be in a cache, so all count
    /// @param jars its class path, and folders with the jars that those name
    public static AotCache of(Path folder, String name, List<String> flags, List<Path> jars) {
        MessageDigest digest = sha256();
        add(digest, System.getProperty("java.home", ""));
        add(digest, System.getProperty("java.vm.version", ""));
        flags.forEach(flag -> add(digest, flag));
        jars.forEach(jar -> addFiles(digest, jar));
        String key = HexFormat.of().formatHex(digest.digest(), 0, 8);
        return new AotCache(folder.resolve(name + "-" + key + SUFFIX));
    }

    public boolean exists() {
        return Files.exists(file);
    }

    /// What to add to the flags: nothing while there is no cache.
    public List<String> flags() {
        if (!exists()) return List.of();
        try {
            Files.setLastModifiedTime(
                    file, FileTime.from(Instant.now())); // in use: see deleteUnused
        } catch (IOException e) {
            return List.of(); // deleted just now
        }
        return List.of("-XX:AOTCache=" + file);
    }

    /// Deletes caches that have not been used for a week.
    public static void deleteUnused(Path folder) {
        if (!Files.isDirectory(folder)) return;
        Instant oldest = Instant.now().minus(UNUSED_LIMIT);
        try (DirectoryStream<Path> caches = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path cache : caches) {
                if (Files.getLastModifiedTime(cache).toInstant().isBefore(oldest))
                    PrivateFiles.deleteTree(cache);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("caches in " + folder + " could not be looked at", e);
        }
    }

    /// The JVM trusts a jar by its path, size and time, so these are enough here too.
    private static void addFiles(MessageDigest digest, Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                add(digest, file.toString());
                add(digest, Long.toString(Files.size(file)));
                add(digest, Long.toString(Files.getLastModifiedTime(file).toMillis()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("program " + path + " could not be read", e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
