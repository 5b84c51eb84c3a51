package xyz.blueblocks.cli.terminal;

import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;

/// Asks the person at the terminal.
public interface Prompts {
    /// Whether there is anybody to ask.
    boolean canAsk();

    /// Asks for something that is not shown while it is typed; empty when the input ended.
    Optional<SecretBytes> secret(String question);

    /// Asks for one line; empty when the input ended.
    Optional<String> line(String question);

    /// Asks for yes or no; anything but yes is no.
    default boolean agrees(String question) {
        return line(question + " [y/N] ")
                .map(answer -> answer.strip().matches("(?i)y|yes"))
                .orElse(false);
    }
}
