package xyz.blueblocks.cli.keys;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.PassphraseOptions;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.json.Json;

/// Seals a profile under another passphrase.
@Command(
        name = "change-passphrase",
        mixinStandardHelpOptions = true,
        description = {
            "Seal a profile under another passphrase.",
            "Copies of the keystore made before still open with the old one."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb keys change-passphrase",
            "  bb keys change-passphrase --passphrase-file old --new-passphrase-file new"
        })
final class ChangePassphrase implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--new-passphrase-file",
            paramLabel = "FILE",
            description = "The first line of FILE is the new passphrase (default: you are asked).")
    private @Nullable Path newFile;

    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    ChangePassphrase(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Profile profile = profiles.open(terminal);
                SecretBytes next = PassphraseOptions.fresh(terminal, newFile)) {
            profile.changePassphrase(next);
            output.to(terminal)
                    .answer(
                            Json.object().put("profile", profile.folder().toString()).build(),
                            "The passphrase of " + profile.folder() + " is changed.");
        }
        return ExitCode.OK.number();
    }
}
