package xyz.blueblocks.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The clone this test runs in, as files.
///
/// @param root the folder that holds `mvnw`
record Repository(Path root) {
    /// Finds the clone from wherever the build tool started the program.
    static Repository find() {
        Path start = Path.of("").toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("mvnw"))) return new Repository(at);
        }
        throw new IllegalStateException("start: " + start + " (want a folder inside the clone)");
    }

    /// Java files under `src/main/java` or `src/test/java` of every module, in a stable order.
    List<Path> javaFiles(String sourceSet) {
        try (Stream<Path> modules = Files.walk(root, 2)) {
            return modules.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(module -> module.resolve("src").resolve(sourceSet).resolve("java"))
                    .filter(Files::isDirectory)
                    .flatMap(Repository::javaBelow)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("listing modules of " + root, e);
        }
    }

    String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    /// A path as the repository spells it, whatever the system's separator.
    String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private static Stream<Path> javaBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("listing " + folder, e);
        }
    }
}
