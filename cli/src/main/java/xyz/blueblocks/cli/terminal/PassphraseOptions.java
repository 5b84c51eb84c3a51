package xyz.blueblocks.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import xyz.blueblocks.crypto.SecretBytes;

/// Where a passphrase comes from: a file, the file that `BB_PASSPHRASE_FILE` names, or the person's
/// fingers. Never the command line or a variable: other users and crash reports see those.
public final class PassphraseOptions {
    private static final String VARIABLE = "BB_PASSPHRASE_FILE";
    private static final int MAX_BYTES = 1024;
    private static final int MIN_CHARACTERS = 8;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description =
                    "The first line of FILE is the passphrase (default: $BB_PASSPHRASE_FILE, else you are asked).")
    private @Nullable Path file;

    /// For picocli.
    public PassphraseOptions() {}

    /// The passphrase of something that exists.
    ///
    /// @param of what it opens, such as `profile anna`
    public SecretBytes existing(Terminal terminal, String of) {
        Optional<Path> named = chosen(terminal);
        if (named.isPresent()) return read(terminal, named.get());
        return ask(terminal, "Passphrase of " + of + ": ");
    }

    /// A passphrase for something new, typed twice.
    public SecretBytes fresh(Terminal terminal, String of) {
        Optional<Path> named = chosen(terminal);
        return named.isPresent()
                ? longEnough(read(terminal, named.get()))
                : askTwice(terminal, "New passphrase of " + of + ": ");
    }

    /// A passphrase that takes the place of another: from a file, or typed twice.
    public static SecretBytes fresh(Terminal terminal, @Nullable Path named) {
        return named == null
                ? askTwice(terminal, "New passphrase: ")
                : longEnough(read(terminal, named));
    }

    private Optional<Path> chosen(Terminal terminal) {
        return file != null ? Optional.of(file) : terminal.variable(VARIABLE).map(Path::of);
    }

    private static SecretBytes askTwice(Terminal terminal, String question) {
        SecretBytes first = longEnough(ask(terminal, question));
        try (SecretBytes second = ask(terminal, "The same again: ")) {
            if (first.constantTimeEquals(second)) return first;
        }
        first.close();
        throw new CommandFailure(
                ExitCode.FAILED,
                "The two passphrases differ.",
                "Nothing was changed.",
                "Do the same again and type the same passphrase twice.");
    }

    private static SecretBytes ask(Terminal terminal, String question) {
        if (!terminal.prompts().canAsk()) {
            throw CommandFailure.usage(
                    "A passphrase is needed and there is nobody to ask.",
                    "Put it in a file that only you can read, and add --passphrase-file FILE (or set BB_PASSPHRASE_FILE).");
        }
        return terminal.prompts()
                .secret(question)
                .filter(typed -> typed.length() > 0)
                .orElseThrow(() ->
                        new CommandFailure(
                                ExitCode.INTERRUPTED, "No passphrase was typed.", "", ""));
    }

    /// The first line of a file that holds a passphrase or another secret text.
    public static SecretBytes read(Terminal terminal, Path file) {
        byte[] buffer = new byte[MAX_BYTES + 1];
        try (InputStream in = Files.newInputStream(file)) {
            warnIfOpen(terminal, file);
            int length = in.readNBytes(buffer, 0, buffer.length);
            int end = 0;
            while (end < length && buffer[end] != '\n' && buffer[end] != '\r') end++;
            if (end > MAX_BYTES || end == 0) {
                throw CommandFailure.usage(
                        "The first line of "
                                + file
                                + (end == 0 ? " is empty." : " is longer than 1024 bytes."),
                        "Put one line with the secret in it.");
            }
            return SecretBytes.copyOf(Arrays.copyOf(buffer, end));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            Arrays.fill(buffer, (byte) 0);
        }
    }

    private static void warnIfOpen(Terminal terminal, Path file) throws IOException {
        try {
            Set<PosixFilePermission> held = Files.getPosixFilePermissions(file);
            boolean open =
                    held.contains(PosixFilePermission.OTHERS_READ)
                            || held.contains(PosixFilePermission.GROUP_READ);
            if (open && Files.isRegularFile(file)) {
                terminal.err()
                        .println(
                                "bb: warning: others can read "
                                        + file
                                        + "; close it with chmod 600.");
                terminal.err().flush();
            }
        } catch (UnsupportedOperationException e) {
            // A file system without such permissions has nothing to warn of.
        }
    }

    private static SecretBytes longEnough(SecretBytes passphrase) {
        if (passphrase.use(PassphraseOptions::characters) >= MIN_CHARACTERS) return passphrase;
        passphrase.close();
        throw new CommandFailure(
                ExitCode.FAILED,
                "The passphrase is too short.",
                "Whoever copies the key file can try passphrases as fast as a computer allows.",
                "Take at least 8 characters; four random words are easy to keep in mind.");
    }

    private static int characters(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(utf8))
                    .remaining();
        } catch (CharacterCodingException e) {
            return utf8.length;
        }
    }
}
