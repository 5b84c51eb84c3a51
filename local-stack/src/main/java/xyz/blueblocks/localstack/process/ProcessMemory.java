package xyz.blueblocks.localstack.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import xyz.blueblocks.localstack.state.ProcessIdentity;

/// What processes cost in memory, shared pages divided among those who share them: the only figure
/// that may be added up.
public final class ProcessMemory {
    private static final Pattern PSS = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB$");

    private ProcessMemory() {}

    /// Proportional set size in bytes of a process and all its descendants; absent where the system
    /// does not tell.
    public static OptionalLong pssBytes(ProcessIdentity process) {
        return process.handle()
                .map(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                .map(handles ->
                        handles.mapToLong(ProcessHandle::pid)
                                .flatMap(ProcessMemory::ownPss)
                                .toArray())
                .filter(sizes -> sizes.length > 0)
                .map(sizes -> OptionalLong.of(LongStream.of(sizes).sum()))
                .orElse(OptionalLong.empty());
    }

    private static LongStream ownPss(long pid) {
        try {
            Path file = Path.of("/proc/" + pid + "/smaps_rollup");
            Matcher pss = PSS.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            return pss.find()
                    ? LongStream.of(Long.parseLong(pss.group(1)) * 1024)
                    : LongStream.empty();
        } catch (IOException e) {
            return LongStream.empty(); // gone, not ours, or not Linux
        }
    }
}
