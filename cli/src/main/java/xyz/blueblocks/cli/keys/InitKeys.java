package xyz.blueblocks.cli.keys;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.Output;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.Terminal;
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
    private final Terminal terminal;

    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    InitKeys(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        profiles.requireFree(profiles.folder(terminal));
        Output to = output.to(terminal);
        try (Profile profile = profiles.make(terminal)) {
            KeyFacts.tell(to, profile, "made");
        }
        to.note("Write down the recovery code now: bb keys backup");
        return ExitCode.OK.number();
    }
}
