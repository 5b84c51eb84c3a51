package xyz.blueblocks.cli.profile;

import java.io.File;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.PassphraseOptions;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.sdk.profile.Profile;

/// Which profile a command is about, and what opens it.
public final class ProfileOptions {
    private static final String VARIABLE = "BB_PROFILE";
    private static final String DEFAULT = "default";
    private static final int MASTER_BYTES = 32;

    @Option(
            names = {"-p", "--profile"},
            paramLabel = "NAME|DIR",
            description =
                    "Profile: a name (a folder in blueblocks under $XDG_CONFIG_HOME or ~/.config) or a path with a slash (default: $BB_PROFILE, else default).")
    private @Nullable String profile;

    @Mixin private PassphraseOptions passphrase = new PassphraseOptions();

    /// For picocli.
    public ProfileOptions() {}

    /// The profile's folder, which may not exist.
    public Path folder(Terminal terminal) {
        String chosen = profile != null ? profile : terminal.variable(VARIABLE).orElse(DEFAULT);
        if (chosen.isBlank() || chosen.equals(".") || chosen.equals("..")) {
            throw CommandFailure.usage(
                    "'" + chosen + "' names no profile.", "Use a name, or a path with a slash.");
        }
        boolean path = chosen.contains("/") || chosen.contains(File.separator);
        return path ? Path.of(chosen) : terminal.configuration().resolve(chosen);
    }

    /// Opens the profile; the caller closes it.
    public Profile open(Terminal terminal) {
        Path folder = folder(terminal);
        requireThere(folder);
        try (SecretBytes typed = passphrase.existing(terminal, name(folder))) {
            return Profile.open(folder, typed);
        }
    }

    /// Fails, before anybody is asked for a passphrase, where there is no profile.
    public void requireThere(Path folder) {
        if (!Profile.exists(folder)) {
            throw CommandFailure.missing(
                    "There is no profile in " + folder + ".",
                    "Make one with bb keys init, or name another with --profile.");
        }
    }

    /// Fails, before anybody is asked for anything, where there is a profile already.
    public void requireFree(Path folder) {
        if (Profile.exists(folder)) {
            throw new CommandFailure(
                    xyz.blueblocks.cli.terminal.ExitCode.FAILED,
                    "There is a profile in " + folder + " already.",
                    "Its keys would be lost.",
                    "Name another with --profile.");
        }
    }

    /// Makes the profile with keys that nobody has had, under a new passphrase; the caller closes
    /// it.
    public Profile make(Terminal terminal) {
        try (SecretBytes master = SecretBytes.random(MASTER_BYTES)) {
            return make(terminal, master);
        }
    }

    /// Makes the profile with the keys of `master`, under a new passphrase; the caller closes it.
    public Profile make(Terminal terminal, SecretBytes master) {
        Path folder = folder(terminal);
        try (SecretBytes typed = passphrase.fresh(terminal, name(folder))) {
            return Profile.create(folder, typed, master);
        }
    }

    private static String name(Path folder) {
        return "profile " + folder.getFileName();
    }
}
