package xyz.blueblocks.servicekit.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;

/// A service's secret in a file: 32 bytes as base64url, one line, readable by nobody but its owner
/// and group.
public final class KeyFile {
    private static final int MAX_BYTES = 256;

    private KeyFile() {}

    /// Reads an Ed25519 key.
    ///
    /// @throws IllegalStateException when the file cannot be read, is open to others or holds no
    ///   key; the message never says what it holds
    public static Ed25519PrivateKey ed25519(Path file) {
        try (SecretBytes seed = secret(file, Ed25519PrivateKey.SEED_BYTES)) {
            return Ed25519PrivateKey.fromSeed(seed);
        }
    }

    /// Reads a secret of exactly `length` bytes.
    public static SecretBytes secret(Path file, int length) {
        try {
            Set<PosixFilePermission> open = Files.getPosixFilePermissions(file);
            if (open.contains(PosixFilePermission.OTHERS_READ)) {
                throw new IllegalStateException(file + ": readable by others (want mode 0600)");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalStateException(file + ": too long (want one line)");
            }
            byte[] text = Files.readAllBytes(file);
            try {
                byte[] secret =
                        Text.parseBase64url(new String(text, StandardCharsets.US_ASCII).strip())
                                .filter(bytes -> bytes.length == length)
                                .orElseThrow(() ->
                                        new IllegalStateException(
                                                file
                                                        + ": not a key (want "
                                                        + length
                                                        + " bytes in base64url)"));
                return SecretBytes.take(secret);
            } finally {
                Arrays.fill(text, (byte) 0);
            }
        } catch (IOException e) {
            throw new IllegalStateException(file + ": cannot read", e);
        }
    }
}
