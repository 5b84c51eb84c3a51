package xyz.blueblocks.localstack.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/// Passwords and key seeds, each 32 random bytes as base64url text with a newline, in a file of
/// mode 0600 of its own. Made at first use, then kept.
public final class SecretFiles {
    private static final int SIZE = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private final Path folder;

    /// @param folder `secrets/` of the state folder
    public SecretFiles(Path folder) {
        this.folder = folder;
    }

    /// The file that holds the secret; after the call it does. One at a time: services of a first
    /// start ask together, and two secrets of one name would be two.
    public synchronized Path file(String name) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            byte[] secret = new byte[SIZE];
            RANDOM.nextBytes(secret);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\n";
            PrivateFiles.write(file, text.getBytes(StandardCharsets.US_ASCII));
        }
        return file;
    }

    /// The secret as text, 43 letters, digits, `-` and `_`.
    public String text(String name) {
        Path file = file(name);
        try {
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("secret " + name + " could not be read", e);
        }
    }

    @Override
    public String toString() {
        return "SecretFiles[]";
    }
}
