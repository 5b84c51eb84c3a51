package xyz.blueblocks.cli.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.PassphraseOptions;
import xyz.blueblocks.cli.terminal.PrivateFile;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.identity.Keystore;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;

/// The file of a network's admin key: a keystore under a passphrase, or the bare seed as services
/// keep theirs (32 bytes as base64url text with a newline).
final class AdminKey {
    private static final int SEED_BYTES = 32;
    private static final int SEED_CHARS = 43;
    private static final int MAX_FILE_BYTES = 1 << 20;

    private AdminKey() {}

    static Ed25519PrivateKey open(Terminal terminal, PassphraseOptions passphrase, Path file) {
        byte[] bytes = contents(file);
        try (SecretBytes seed =
                isKeystore(bytes)
                        ? fromKeystore(terminal, passphrase, file)
                        : fromText(bytes, file)) {
            return Ed25519PrivateKey.fromSeed(seed);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /// A fresh key in a file sealed under `passphrase`.
    static Ed25519PrivateKey createSealed(Path file, SecretBytes passphrase) {
        try (SecretBytes seed = SecretBytes.random(SEED_BYTES)) {
            Keystore.create(file, passphrase, seed).close();
            return Ed25519PrivateKey.fromSeed(seed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A fresh key in a file that whoever reads it can use.
    static Ed25519PrivateKey createBare(Path file) {
        try (SecretBytes seed = SecretBytes.random(SEED_BYTES)) {
            String text = seed.use(Text::base64url) + "\n";
            PrivateFile.create(file, text.getBytes(StandardCharsets.US_ASCII));
            return Ed25519PrivateKey.fromSeed(seed);
        }
    }

    private static boolean isKeystore(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == '{';
    }

    private static byte[] contents(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) throw notAKey(file);
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw CommandFailure.missing(
                    "There is no admin key at " + file + ".",
                    "Make a network with bb admin init, or name its key with --admin-key FILE.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SecretBytes fromText(byte[] bytes, Path file) {
        String text = new String(bytes, StandardCharsets.US_ASCII).strip();
        if (text.length() != SEED_CHARS) throw notAKey(file);
        return SecretBytes.take(
                Text.parseBase64url(text)
                        .filter(seed -> seed.length == SEED_BYTES)
                        .orElseThrow(() -> notAKey(file)));
    }

    private static SecretBytes fromKeystore(
            Terminal terminal, PassphraseOptions passphrase, Path file) {
        try (SecretBytes typed = passphrase.existing(terminal, "the admin key")) {
            return switch (Keystore.open(file, typed)) {
                case Keystore.Opening.Opened(var keystore) -> {
                    try (keystore) {
                        yield keystore.master();
                    }
                }
                case Keystore.Opening.WrongPassphrase() ->
                        throw new CommandFailure(
                                ExitCode.DENIED,
                                "The passphrase does not open the admin key.",
                                "",
                                "Type it again; mind capital letters and the keyboard's language.");
                case Keystore.Opening.Damaged(var why) ->
                        throw new CommandFailure(
                                ExitCode.INTEGRITY,
                                "The admin key's file is damaged.",
                                why,
                                "Restore a copy of " + file + ".");
                case Keystore.Opening.Missing() -> throw notAKey(file);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CommandFailure notAKey(Path file) {
        return new CommandFailure(
                ExitCode.INTEGRITY,
                file + " is no admin key.",
                "A key file is a keystore, or one line of 43 characters.",
                "Name the right file with --admin-key FILE.");
    }
}
