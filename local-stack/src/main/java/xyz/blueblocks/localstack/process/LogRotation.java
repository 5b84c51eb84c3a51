package xyz.blueblocks.localstack.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Keeps log files small: a long one is copied to `NAME.log.1`, the older copies move up, and the
/// file is emptied under its writer, who only ever appends. A line written between copy and
/// emptying is lost.
public final class LogRotation {
    static final long LIMIT_BYTES = 16L << 20;
    private static final int COPIES = 3;

    private LogRotation() {}

    /// Rotates every `*.log` in `folder` that has grown beyond 16 MiB.
    public static void run(Path folder) throws IOException {
        try (var logs = Files.newDirectoryStream(folder, "*.log")) {
            for (Path log : logs) {
                if (Files.size(log) > LIMIT_BYTES) rotate(log);
            }
        }
    }

    private static void rotate(Path log) throws IOException {
        for (int copy = COPIES - 1; copy >= 1; copy--) {
            Path from = copy(log, copy);
            if (Files.exists(from))
                Files.move(from, copy(log, copy + 1), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.copy(
                log,
                copy(log, 1),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }

    private static Path copy(Path log, int number) {
        return log.resolveSibling(log.getFileName() + "." + number);
    }
}
