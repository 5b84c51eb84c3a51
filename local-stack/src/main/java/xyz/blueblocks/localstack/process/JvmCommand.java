package xyz.blueblocks.localstack.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import xyz.blueblocks.localstack.guard.ChildGuard;

/// How to start a JVM that ends with its parent. The main class and its arguments are for the
/// caller to append.
///
/// @param words program, flags, class path and the guard's class
public record JvmCommand(List<String> words) {
    /// Two malloc arenas instead of eight per core: tens of MiB less per process.
    public static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

    public JvmCommand {
        words = List.copyOf(words);
    }

    /// A command for the flags and class path given.
    ///
    /// @param flags heap size, compiler and the like
    /// @param classPath jars, the guard's among them
    public static JvmCommand of(List<String> flags, List<Path> classPath) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(flags);
        // The JVM's own shared files under /tmp, and its warnings about what libraries do.
        words.add("-XX:-UsePerfData");
        words.add("--enable-native-access=ALL-UNNAMED");
        words.add("--sun-misc-unsafe-memory-access=allow");
        words.add("-XX:+ExitOnOutOfMemoryError");
        words.add("-cp");
        words.add(
                classPath.stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        words.add(ChildGuard.class.getName());
        return new JvmCommand(words);
    }
}
