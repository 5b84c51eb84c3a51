package xyz.blueblocks.localstack.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// One process and no other: process ids are handed out again, so an id counts only together with
/// the instant its process began.
///
/// @param pid process id
/// @param start opaque and free of spaces: on Linux the boot's id and the start in clock ticks
///   since boot, which no change of the wall clock moves; elsewhere the start in milliseconds since
///   the Unix epoch
public record ProcessIdentity(long pid, String start) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18}) ([0-9a-z:-]{1,80})");
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /// Position of `starttime` in /proc/PID/stat, counted from the state, which is field 3
    /// (proc(5)).
    private static final int START_AFTER_STATE = 22 - 3;

    public ProcessIdentity {
        if (pid <= 0) throw new IllegalArgumentException("pid: " + pid + " (want > 0)");
        if (!TEXT.matcher(pid + " " + start).matches()) {
            throw new IllegalArgumentException("start: " + start + " (want 1..80 of 0-9 a-z : -)");
        }
    }

    public static ProcessIdentity current() {
        long pid = ProcessHandle.current().pid();
        return of(pid).orElseThrow(
                        () -> new IllegalStateException("no start time of process " + pid));
    }

    /// The process that has this id now, unless it is gone or only waits to be reaped.
    public static Optional<ProcessIdentity> of(long pid) {
        if (Files.exists(BOOT_ID)) return ofLinux(pid);
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().startInstant())
                .map(start -> new ProcessIdentity(pid, Long.toString(start.toEpochMilli())));
    }

    private static Optional<ProcessIdentity> ofLinux(long pid) {
        try {
            String stat =
                    Files.readString(
                            Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The command stands in parentheses and may hold anything, parentheses too.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            String state = fields[0];
            if (state.equals("Z") || state.equals("X")) return Optional.empty();
            String boot = Files.readString(BOOT_ID, StandardCharsets.US_ASCII).strip();
            return Optional.of(new ProcessIdentity(pid, boot + ":" + fields[START_AFTER_STATE]));
        } catch (IOException e) {
            return Optional.empty(); // no such process any more
        }
    }

    /// Reads what [#text] wrote; empty for anything else.
    public static Optional<ProcessIdentity> parse(String text) {
        var m = TEXT.matcher(text);
        if (!m.matches()) return Optional.empty();
        long pid = Long.parseLong(m.group(1));
        return pid > 0 ? Optional.of(new ProcessIdentity(pid, m.group(2))) : Optional.empty();
    }

    public String text() {
        return pid + " " + start;
    }

    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /// A handle to signal, if it is still this process that has the id.
    public Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid).filter(_ -> isAlive());
    }
}
