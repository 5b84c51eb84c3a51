package xyz.blueblocks.localstack.command;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The end of one log file, and what is added to it.
final class LogTail {
    /// How far back "the last lines" can be.
    private static final int WINDOW_BYTES = 1 << 20;

    private final Path log;
    private long read;

    LogTail(Path log) {
        this.log = log;
    }

    String name() {
        return log.getFileName().toString().replaceFirst("\\.log$", "");
    }

    /// The last `count` whole lines; [#added()] goes on after them.
    List<String> last(int count) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            read = Math.max(0, file.length() - WINDOW_BYTES);
        }
        List<String> all = added();
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /// Whole lines written since the last call. A file that became shorter was rotated and is read
    /// from its beginning.
    List<String> added() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            if (file.length() < read) read = 0;
            byte[] bytes = new byte[(int) Math.min(file.length() - read, WINDOW_BYTES)];
            file.seek(read);
            file.readFully(bytes);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') end--;
            read += end;
            return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
        }
    }
}
