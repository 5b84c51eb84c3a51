package xyz.blueblocks.cli.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.PrivateFile;
import xyz.blueblocks.crypto.file.PrivateFiles;
import xyz.blueblocks.wire.Limits;

/// Standard input as a file: the size must be known before the first byte is offered.
///
/// It lies in the profile's folder, readable by its owner alone, until it is closed.
final class StandardInput implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;

    private StandardInput(Path file) {
        this.file = file;
    }

    /// Reads all of `in`, at most 5 GiB.
    ///
    /// @param folder in the profile
    /// @param id makes its name
    static StandardInput spool(InputStream in, Path folder, String id) throws IOException {
        PrivateFiles.folder(folder);
        Path file = folder.resolve("standard-input-" + id);
        PrivateFile.create(file, new byte[0]);
        StandardInput spooled = new StandardInput(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long size = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
                if (size > Limits.MAX_FILE_BYTES) {
                    throw OutgoingFiles.tooLarge("Standard input", size);
                }
                out.write(buffer, 0, n);
            }
            Arrays.fill(buffer, (byte) 0);
            return spooled;
        } catch (IOException | CommandFailure e) {
            spooled.close();
            throw e;
        }
    }

    Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
