package xyz.blueblocks.localstack.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xyz.blueblocks.localstack.guard.ChildGuard;

/// A Java program that ends with its parent: how to run it, how to rehearse it for an ahead-of-time
/// cache, and how to make that cache.
///
/// @param name of the program, the same for all its replicas
/// @param flags heap size, compiler and the like; exactly these make a cache fit or not
/// @param classPath jars, the guard's among them
/// @param files jars and folders of jars that the class path leads to, for the cache's name
/// @param mainClass what the guard is to run
public record JvmProgram(
        String name, List<String> flags, List<Path> classPath, List<Path> files, String mainClass) {
    /// Two malloc arenas instead of eight per core: tens of MiB less per process.
    public static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

    /// The JVM's own shared files under /tmp stay away, and so do its warnings about what libraries
    /// do.
    private static final List<String> ALWAYS =
            List.of(
                    "-XX:-UsePerfData",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    // A cache that does not fit is no reason to speak: the program starts without.
                    "-Xlog:aot=off",
                    "-Xlog:cds=off");

    public JvmProgram {
        flags = List.copyOf(flags);
        classPath = List.copyOf(classPath);
        files = List.copyOf(files);
    }

    /// The cache for this program on this JVM.
    ///
    /// @param folder of all caches
    public AotCache cache(Path folder) {
        return AotCache.of(folder, name, flags, files);
    }

    /// The command that runs it, with its cache if there is one.
    public List<String> command(Path cacheFolder, List<String> arguments) {
        return command(cache(cacheFolder).flags(), arguments);
    }

    /// The command that runs it and notes, at its end, which classes it needed.
    ///
    /// @param notes file to write
    public List<String> rehearsal(Path notes, List<String> arguments) {
        return command(List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + notes), arguments);
    }

    /// The command that makes a cache from the notes; it runs nothing of the program.
    ///
    /// @param cache file to write
    public List<String> assembly(Path notes, Path cache) {
        List<String> words = start();
        words.addAll(
                List.of(
                        "-XX:AOTMode=create",
                        "-XX:AOTConfiguration=" + notes,
                        "-XX:AOTCache=" + cache));
        words.addAll(List.of("-cp", joinedClassPath()));
        return words;
    }

    private List<String> command(List<String> cacheFlags, List<String> arguments) {
        List<String> words = start();
        words.addAll(cacheFlags);
        words.addAll(List.of("-cp", joinedClassPath(), ChildGuard.class.getName(), mainClass));
        words.addAll(arguments);
        return words;
    }

    private List<String> start() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.of(List.of(java), flags, ALWAYS)
                .flatMap(List::stream)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private String joinedClassPath() {
        return classPath.stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
