package xyz.blueblocks.cli.keys;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.Output;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.sdk.profile.Profile;

/// Makes a profile with a fresh master key.
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Make a profile with fresh keys, sealed under a passphrase.",
            "You are asked for the passphrase twice, unless --passphrase-file gives it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb keys init",
            "  bb keys init --profile practice",
            "  bb keys init --profile ./bob --passphrase-file ~/.secrets/bob"
        })
final class InitKeys implements Callable<Integer> {
    static final int MASTER_BYTES = 32;

    private final Terminal terminal;

    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    InitKeys(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path folder = profiles.folder(terminal);
        profiles.requireFree(folder);
        Output to = output.to(terminal);
        try (SecretBytes passphrase = profiles.freshPassphrase(terminal);
                SecretBytes master = SecretBytes.random(MASTER_BYTES);
                Profile profile = Profile.create(folder, passphrase, master)) {
            to.answer(
                    KeyFacts.json(profile),
                    List.of(
                            "Profile " + folder + " is made.",
                            "Your id:      " + profile.id(),
                            "Your address: " + profile.address()));
        }
        to.note("Write down the recovery code now: bb keys backup");
        return ExitCode.OK.number();
    }
}
