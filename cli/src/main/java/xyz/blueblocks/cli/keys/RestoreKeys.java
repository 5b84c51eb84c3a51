package xyz.blueblocks.cli.keys;

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

/// Makes a profile again from its recovery code.
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Make a profile again from its recovery code, under a new passphrase.",
            "You are asked for the code; it is never an argument, where others could see it.",
            "Contacts and the network are not in the code: copy contacts.json, register again."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb keys restore",
            "  bb keys restore --profile again --recovery-code-file /media/usb/recovery-code.txt"
        })
final class RestoreKeys implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private CodeOption code = new CodeOption();
    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    RestoreKeys(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        profiles.requireFree(profiles.folder(terminal));
        Output to = output.to(terminal);
        try (SecretBytes master = code.read(terminal);
                Profile profile = profiles.make(terminal, master)) {
            KeyFacts.tell(to, profile, "restored");
        }
        to.note("Join your network again with a new invite: bb register --invite FILE");
        return ExitCode.OK.number();
    }
}
