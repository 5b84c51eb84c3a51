package xyz.blueblocks.bench.kills;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import xyz.blueblocks.crypto.warmup.Warmup;

/// How both ends are started, hundreds of times: [KillEndMain] with the quick compiler alone,
/// without vectors, which only the other one can use, and with an ahead-of-time cache of the
/// classes that an end needs.
final class EndProgram {
    private static final int REHEARSAL_SECONDS = 180;

    /// An end lives for seconds: what makes ciphers fast would cost more than all else it does.
    /// What the JVM has to say must not be taken for an answer.
    private static final List<String> FLAGS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData",
                    "-XX:TieredStopAtLevel=1",
                    "-D" + Warmup.PROPERTY + "=off",
                    "-Xms64m",
                    "-Xmx256m",
                    "-Xlog:disable",
                    "-Xlog:all=error:stderr");

    private final Path log;
    private final Path cache;
    private final String classPath;

    /// Packs what is not packed, since classes in folders cannot be cached.
    EndProgram(Path folder) throws IOException {
        this.log = folder.resolve("rehearsal.log");
        this.cache = folder.resolve("end.aot");
        String own =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> entries = new ArrayList<>();
        for (String entry : own.split(File.pathSeparator, -1)) {
            Path path = Path.of(entry).toAbsolutePath();
            entries.add(
                    Files.isDirectory(path)
                            ? packed(path, folder.resolve("classes-" + entries.size() + ".jar"))
                            : path.toString());
        }
        this.classPath = String.join(File.pathSeparator, entries);
    }

    private static String packed(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
                entries.putNextEntry(new ZipEntry(name));
                Files.copy(file, entries);
            }
        }
        return jar.toString();
    }

    /// The command of an end.
    List<String> command(List<String> arguments) {
        return command(
                Files.exists(cache) ? List.of("-XX:AOTCache=" + cache) : List.of(), arguments);
    }

    private List<String> command(List<String> flags, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(FLAGS);
        words.addAll(flags);
        words.addAll(List.of("-cp", classPath, KillEndMain.class.getName()));
        words.addAll(arguments);
        return words;
    }

    /// Runs once with both ends in one process and keeps which classes that took.
    ///
    /// @throws KillFailure when it did not end as it should
    void rehearse(List<String> arguments) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command(List.of("-XX:AOTCacheOutput=" + cache), arguments))
                        .redirectError(Redirect.appendTo(log.toFile()))
                        .redirectOutput(Redirect.appendTo(log.toFile()))
                        .start();
        if (!process.waitFor(REHEARSAL_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        if (process.waitFor() != 0) {
            throw new KillFailure("the rehearsal of the ends failed:\n" + Files.readString(log));
        }
    }
}
