package xyz.blueblocks.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import xyz.blueblocks.localstack.demo.HeapSearch;

/// What was found where, of all that was looked for.
final class Searched {
    private final Map<String, byte[]> needles;
    private final Map<String, Boolean> found = new HashMap<>();
    private long bytes;

    Searched(Map<String, byte[]> needles) {
        this.needles = needles;
    }

    /// Dumps the heap of a running process.
    static Path dump(long pid, Path file) throws IOException, InterruptedException {
        if (!HeapSearch.dump(pid, file)) {
            throw new AssertionError("no dump of process " + pid + " (want a whole JDK)");
        }
        return file;
    }

    /// Searches a file; one that is gone by now held nothing that stays.
    Searched in(Path file) throws IOException {
        try {
            bytes += Files.size(file);
            HeapSearch.search(file, needles)
                    .forEach((name, here) -> found.merge(name, here, Boolean::logicalOr));
        } catch (NoSuchFileException e) {
            bytes += 0;
        }
        return this;
    }

    /// Searches all files of a folder and the ones in it.
    Searched under(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(Files::isRegularFile).forEach(files::add);
            }
        }
        for (Path each : files) {
            in(each);
        }
        return this;
    }

    /// How much was searched.
    long bytes() {
        return bytes;
    }

    /// What of it was found, by the beginnings of names.
    List<String> found(String... beginnings) {
        return Needles.found(found, beginnings);
    }
}
