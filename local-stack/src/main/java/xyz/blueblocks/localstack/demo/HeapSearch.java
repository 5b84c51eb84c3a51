package xyz.blueblocks.localstack.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Looks for byte strings in everything that a Java process holds: a dump of its whole heap,
/// garbage included, made by the JDK's own `jcmd`.
final class HeapSearch {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final long LIMIT_SECONDS = 60;

    private HeapSearch() {}

    /// Dumps the heap of a process.
    ///
    /// @param file must not exist
    /// @return false when this JDK has no `jcmd` or the process refused
    static boolean dump(long pid, Path file) throws IOException, InterruptedException {
        Optional<Path> jcmd = jcmd();
        if (jcmd.isEmpty()) {
            return false;
        }
        Process process =
                new ProcessBuilder(
                                jcmd.get().toString(),
                                Long.toString(pid),
                                "GC.heap_dump",
                                "-all",
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return false;
        }
        return Files.exists(file);
    }

    private static Optional<Path> jcmd() {
        Path path = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        return Files.isExecutable(path) ? Optional.of(path) : Optional.empty();
    }

    /// Which of the needles stand in the file.
    ///
    /// @param needles by name, each of 16 bytes to 64 KiB
    static Map<String, Boolean> search(Path file, Map<String, byte[]> needles) throws IOException {
        Map<String, Boolean> found = new LinkedHashMap<>();
        needles.keySet().forEach(name -> found.put(name, false));
        int overlap = needles.values().stream().mapToInt(each -> each.length).max().orElse(1) - 1;
        byte[] window = new byte[BLOCK_BYTES + overlap];
        int kept = 0;
        try (InputStream in = Files.newInputStream(file)) {
            while (true) {
                int read = in.readNBytes(window, kept, BLOCK_BYTES);
                int end = kept + read;
                needles.forEach((name, needle) -> {
                    if (!Boolean.TRUE.equals(found.get(name)) && contains(window, end, needle)) {
                        found.put(name, true);
                    }
                });
                if (read < BLOCK_BYTES) {
                    return found;
                }
                kept = Math.min(overlap, end);
                System.arraycopy(window, end - kept, window, 0, kept);
            }
        }
    }

    private static boolean contains(byte[] window, int end, byte[] needle) {
        byte first = needle[0];
        int last = end - needle.length;
        for (int at = 0; at <= last; at++) {
            if (window[at] == first
                    && Arrays.equals(window, at, at + needle.length, needle, 0, needle.length)) {
                return true;
            }
        }
        return false;
    }
}
