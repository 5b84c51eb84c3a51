package xyz.blueblocks.sdk.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;

/// A file that is being sent, and the proof that it is still the same.
final class FileSource implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final long sizeBytes;
    private final FileTime modified;

    private FileSource(Path path, FileChannel channel, long sizeBytes, FileTime modified) {
        this.path = path;
        this.channel = channel;
        this.sizeBytes = sizeBytes;
        this.modified = modified;
    }

    /// Opens a file that may be sent.
    ///
    /// @throws BlueBlocksException E011 for more than 5 GiB, E010 for no readable regular file
    static FileSource open(Path path) {
        try {
            BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class);
            if (!is.isRegularFile()) {
                throw unreadable("It is not a regular file.");
            }
            if (is.size() > Limits.MAX_FILE_BYTES) {
                throw new BlueBlocksException(
                        ErrorCode.FILE_TOO_LARGE,
                        "The file is larger than 5 GiB.",
                        "Split it, or compress it.");
            }
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            return new FileSource(path, channel, is.size(), is.lastModifiedTime());
        } catch (NoSuchFileException e) {
            throw unreadable("There is no such file.");
        } catch (IOException e) {
            throw unreadable("It cannot be read.");
        }
    }

    private static BlueBlocksException unreadable(String why) {
        return new BlueBlocksException(
                ErrorCode.INVALID_FORMAT, why, "Check the path and the permissions.");
    }

    static BlueBlocksException changed() {
        return new BlueBlocksException(
                ErrorCode.HASH_MISMATCH,
                "The file changed while it was sent; nothing of it was delivered.",
                "Send it again when nobody writes to it.");
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /// When it was last written, in milliseconds since 1970.
    long modifiedMillis() {
        return modified.toMillis();
    }

    Path path() {
        return path;
    }

    /// Reads exactly `length` bytes from `offset`; a file that has fewer changed.
    void read(long offset, byte[] into, int length) {
        ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position()) < 0) {
                    throw changed();
                }
            }
        } catch (java.nio.channels.ClosedChannelException e) {
            throw new BlueBlocksException(ErrorCode.TIMEOUT, "The transfer was ended.", "", e);
        } catch (IOException e) {
            throw unreadable("It cannot be read any more.");
        }
    }

    /// Ends the transfer if size or time of the last write are not what they were.
    void requireUnchanged() {
        try {
            BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class);
            if (is.size() != sizeBytes || !is.lastModifiedTime().equals(modified)) {
                throw changed();
            }
        } catch (IOException e) {
            throw changed();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Read-only: nothing can be lost by it.
        }
    }
}
