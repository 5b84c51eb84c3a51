package xyz.blueblocks.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the kernel says of a process (proc(5)); Linux only.
final class ProcessFigures {
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

    /// Of `/proc/PID/stat`, counted from behind the program's name.
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;

    /// USER_HZ, which is 100 on every Linux that a program sees.
    private static final double TICKS_PER_SECOND = 100;

    private ProcessFigures() {}

    /// Resident memory in KiB; nothing when the process has ended.
    static OptionalLong residentKib(long pid) {
        Matcher found = RESIDENT.matcher(read(pid, "status"));
        return found.find()
                ? OptionalLong.of(Long.parseLong(found.group(1)))
                : OptionalLong.empty();
    }

    /// Processor seconds of each process since it began.
    static Map<String, Double> cpuSeconds(Map<String, Long> processes) {
        Map<String, Double> all = new LinkedHashMap<>();
        processes.forEach((name, pid) -> {
            String stat = read(pid, "stat");
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
            if (fields.length > SYSTEM_TICKS) {
                long ticks =
                        Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
                all.put(name, ticks / TICKS_PER_SECOND);
            }
        });
        return all;
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // it ended a moment ago
        }
    }
}
