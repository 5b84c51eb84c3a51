package xyz.blueblocks.servicekit.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Keeps open the one segment of a [Spool] that was read last: a reader moves forward, so the next
/// read is nearly always from the same file.
///
/// Thread rules: none of its own; the spool holds its lock around every call.
final class SegmentReader {
    private @Nullable FileChannel in;
    private long inStart = -1;

    /// Reads `length` bytes at `offset` of the segment; zeros stand for what the file lacks.
    ByteBuffer read(long segment, Path file, long offset, int length) throws IOException {
        if (in == null || inStart != segment) {
            close();
            in = FileChannel.open(file, StandardOpenOption.READ);
            inStart = segment;
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            int n = in.read(buffer, offset + buffer.position());
            if (n < 0) {
                break; // shorter than known: the zeros left fail the check of length or checksum
            }
        }
        return buffer;
    }

    /// Lets go of the file; the next read opens what it needs.
    void close() throws IOException {
        if (in != null) {
            in.close();
            in = null;
            inStart = -1;
        }
    }
}
