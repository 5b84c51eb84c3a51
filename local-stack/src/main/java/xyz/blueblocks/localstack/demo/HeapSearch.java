package xyz.blueblocks.localstack.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Looks for byte strings in everything that a Java process holds: a dump of its whole heap,
/// garbage included, made by the JDK's own `jcmd`.
public final class HeapSearch {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final long LIMIT_SECONDS = 60;

    private HeapSearch() {}

    /// Dumps the heap of a process.
    ///
    /// @param file must not exist
    /// @return false when this JDK has no `jcmd` or the process refused
    public static boolean dump(long pid, Path file) throws IOException, InterruptedException {
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

    /// Which of the needles stand in the file. Reads it once, however many there are.
    ///
    /// @param needles by name, each of 16 bytes to 64 KiB
    public static Map<String, Boolean> search(Path file, Map<String, byte[]> needles)
            throws IOException {
        Map<String, Boolean> found = new LinkedHashMap<>();
        needles.keySet().forEach(name -> found.put(name, false));
        Map<Integer, List<Map.Entry<String, byte[]>>> byStart = byStart(needles);
        BitSet starts = new BitSet(1 << Short.SIZE);
        byStart.keySet().forEach(starts::set);
        int overlap = needles.values().stream().mapToInt(each -> each.length).max().orElse(1) - 1;
        byte[] window = new byte[BLOCK_BYTES + overlap];
        int kept = 0;
        try (InputStream in = Files.newInputStream(file)) {
            while (true) {
                int read = in.readNBytes(window, kept, BLOCK_BYTES);
                int end = kept + read;
                for (int at = 0; at + 1 < end; at++) {
                    int start = start(window, at);
                    if (starts.get(start)) {
                        for (Map.Entry<String, byte[]> each :
                                byStart.getOrDefault(start, List.of())) {
                            if (standsAt(window, at, end, each.getValue())) {
                                found.put(each.getKey(), true);
                            }
                        }
                    }
                }
                if (read < BLOCK_BYTES) {
                    return found;
                }
                kept = Math.min(overlap, end);
                System.arraycopy(window, end - kept, window, 0, kept);
            }
        }
    }

    /// The needles by their first two bytes, so that most places in a file cost one look.
    private static Map<Integer, List<Map.Entry<String, byte[]>>> byStart(
            Map<String, byte[]> needles) {
        Map<Integer, List<Map.Entry<String, byte[]>>> byStart = new HashMap<>();
        needles.entrySet()
                .forEach(each ->
                        byStart.computeIfAbsent(start(each.getValue(), 0), _ -> new ArrayList<>())
                                .add(each));
        return byStart;
    }

    private static int start(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << Byte.SIZE) | (bytes[at + 1] & 0xFF);
    }

    private static boolean standsAt(byte[] window, int at, int end, byte[] needle) {
        return at + needle.length <= end
                && Arrays.equals(window, at, at + needle.length, needle, 0, needle.length);
    }
}
