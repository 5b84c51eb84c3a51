package xyz.blueblocks.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import xyz.blueblocks.crypto.file.PrivateFiles;

/// What a command writes for its user alone, in the form of exceptions that commands end with.
public final class PrivateFile {
    private PrivateFile() {}

    /// Makes a file of mode 0600.
    ///
    /// @throws UncheckedIOException if it is there already, or cannot be written
    public static void create(Path file, byte[] bytes) {
        try {
            PrivateFiles.create(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
