package xyz.blueblocks.crypto.identity;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import xyz.blueblocks.crypto.file.PrivateFiles;
import xyz.blueblocks.crypto.hash.Sha256;

/// A keystore's file, which no other process may change meanwhile.
final class KeystoreFile {
    private final Path path;
    private byte[] lastHash;

    /// A file that is to be created.
    KeystoreFile(Path path) {
        this(path, new byte[0]);
    }

    /// A file that was just read.
    KeystoreFile(Path path, byte[] content) {
        this.path = path.toAbsolutePath();
        this.lastHash = Sha256.hash(content);
    }

    void create(byte[] content) throws IOException {
        PrivateFiles.create(path, content);
        lastHash = Sha256.hash(content);
    }

    /// Refuses when the file is not what this process read or wrote last: two processes would undo
    /// each other's changes.
    void replace(byte[] content) throws IOException {
        byte[] now;
        try {
            now = Files.readAllBytes(path);
        } catch (NoSuchFileException gone) {
            throw new FileSystemException(path.toString(), null, "keystore is gone");
        }
        if (!Arrays.equals(Sha256.hash(now), lastHash)) {
            throw new FileSystemException(
                    path.toString(),
                    null,
                    "keystore was changed by another process: open it again");
        }
        PrivateFiles.write(path, content);
        lastHash = Sha256.hash(content);
    }
}
