package xyz.blueblocks.cli.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.PassphraseOptions;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.RecoveryCode;

/// Where a recovery code comes from: a file or the person's fingers, never the command line.
final class CodeOption {
    @Option(
            names = "--recovery-code-file",
            paramLabel = "FILE",
            description = "The first line of FILE is the recovery code (default: you are asked).")
    private @Nullable Path file;

    /// The master key that the code stands for.
    SecretBytes read(Terminal terminal) {
        try (SecretBytes typed = typed(terminal)) {
            return decode(typed)
                    .orElseThrow(() ->
                            new CommandFailure(
                                    ExitCode.FAILED,
                                    "This is no recovery code.",
                                    "A character is wrong, missing or too many: the code checks itself.",
                                    "It begins with bbk1 and has 62 characters; blanks do not count. Compare it with your paper."));
        }
    }

    private SecretBytes typed(Terminal terminal) {
        if (file != null) return PassphraseOptions.read(terminal, file);
        if (!terminal.prompts().canAsk()) {
            throw CommandFailure.usage(
                    "A recovery code is needed and there is nobody to ask.",
                    "Put it in a file that only you can read, and add --recovery-code-file FILE.");
        }
        return terminal.prompts()
                .secret("Recovery code (not shown): ")
                .orElseThrow(() ->
                        new CommandFailure(ExitCode.INTERRUPTED, "No code was typed.", "", ""));
    }

    /// People write it in groups and in capital letters.
    private static Optional<SecretBytes> decode(SecretBytes typed) {
        String text =
                typed.use(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                        .replaceAll("[\\s-]", "");
        boolean shouted = text.equals(text.toUpperCase(java.util.Locale.ROOT));
        return RecoveryCode.decode(shouted ? text.toLowerCase(java.util.Locale.ROOT) : text);
    }
}
